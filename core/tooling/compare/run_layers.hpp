// The layers of two runs put side by side, in pipeline order, each under the stage that made it: what one run calls
// `text` and the other `text@cleaner`, for there a later stage has rewritten it, is one and the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/formats/documents_index.hpp"
#include "host/formats/pipeline_record.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

inline constexpr const char* input_stage = "input";  // as the index calls it

class RunLayers {
 public:
  // Keeps references to both.
  RunLayers(const PipelineRecord& a, const PipelineRecord& b);

  std::size_t size() const { return layers_.size(); }
  // Its name in a run (0: A, 1: B); where that one has no such layer, the name in the other.
  const std::string& name(std::size_t i, int run = 1) const;
  // Where its stage stands in order().
  std::size_t position(std::size_t i) const { return layers_[i].position; }
  // Number of a layer in the index of a run; size() when that run's pipeline has no such layer.
  std::size_t number(int run, const IndexedLayer& layer) const;

  // "input", the stages of B, and those that only A has behind the one they stood behind there.
  const std::vector<std::string>& order() const { return order_; }
  // Where the document ended: a place in order(); SIZE_MAX when it did not. Ids are compared behind all stages.
  std::size_t end_of(const IndexEntry& entry) const;

 private:
  struct Layer {
    std::string names[2];
    std::size_t position = 0;
  };
  using Key = std::pair<std::string, std::string>;

  void add(int run, const std::string& stage, const std::string& name, std::size_t position);

  const PipelineRecord* pipelines_[2];
  std::vector<std::string> order_;
  std::vector<Layer> layers_;
  std::map<Key, std::size_t> by_stage_;    // (stage, name without "@STAGE")
  std::map<Key, std::size_t> numbers_[2];  // by run: (stage, name)
};

}  // namespace docmill::tooling
