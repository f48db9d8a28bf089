// What can be read in a pipeline, and by which stages: from what the installed stages declare.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/plugins/stage_list.hpp"

namespace docmill::scaffold {

// A stage as a pipeline file would write it.
struct UsedStage {
  std::string use;
  std::vector<std::string> options;  // boolean options that must be on for its layers; usually none
};

class KnownLayers {
 public:
  // The list must outlive this.
  explicit KnownLayers(const host::StageList& list) : list_(list) {}

  // How a layer reads: a rewrite is a text. Nothing for a name that neither the host nor any stage provides.
  std::optional<host::LayerKind> kind_of(const std::string& layer) const;
  // The text that a spans layer lies over; empty for others and where it is not known.
  std::string over_of(const std::string& layer) const;
  // All names, sorted: for "did you mean".
  std::vector<std::string> names() const;
  // The stages, in the order of a pipeline, after which all these layers are there, as far as any stage provides them.
  // Only stages that run by themselves count: pure, and without options that must be said. Of several the first by
  // id. Layers of the host, and unknown ones, need no stage.
  std::vector<UsedStage> stages_for(const std::vector<std::string>& layers) const;

 private:
  struct Provider {
    const host::StageDeclaration* stage = nullptr;
    const host::PortDeclaration* port = nullptr;
  };
  Provider provider_of(const std::string& layer) const;
  void add_stages_for(const std::string& layer, std::vector<UsedStage>& out, int depth) const;

  const host::StageList& list_;
};

}  // namespace docmill::scaffold
