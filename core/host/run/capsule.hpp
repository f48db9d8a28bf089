// A document that a stage did not survive, kept with all that is needed to have it die again: the folder
// OUT.capsules/NAME with the document's bytes (`document`; of a part, those of the document that is split) and what is
// to be known of them (`capsule.json`, see formats/capsule_description.hpp). Beside OUT, so that no byte of OUT depends
// on how often somebody looked; `docmill replay` reads it.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/capsule_description.hpp"
#include "host/input/input.hpp"
#include "host/output/output_places.hpp"
#include "host/run/batch.hpp"
#include "host/run/prepared_pipeline.hpp"

namespace docmill::host {

// How a stage did not survive a document.
struct Death {
  std::string id;                  // of the document; empty when it died before there was one
  uint32_t part = 0;               // of the document, where it was split
  std::string stage;               // by its name in the pipeline; empty: outside of any
  std::string code, message;       // as in failures.jsonl
  std::vector<std::string> stack;  // see described_stack(); may be empty
};

class Capsules {
 public:
  // Beside the run's OUT. The pipeline must outlive it; of one that writes nowhere there are none.
  explicit Capsules(const PreparedPipeline& prepared);

  // Keeps the document, unless there are enough of this run already (100, or 256 MiB), and says in the log where. One
  // of the same document, by an earlier run, is replaced. `dooms`: the stages that it has not survived before. A
  // capsule that cannot be written is told, and costs nothing else. [any thread]
  void keep(const RawDocument& raw, const InputFile& file, const std::vector<Precautions::Doom>& dooms,
            const Death& death);

 private:
  CapsuleDescription describe(const RawDocument& raw, const InputFile& file,
                              const std::vector<Precautions::Doom>& dooms, const Death& death) const;
  Status write(const std::string& name, const RawDocument& raw, const std::string& json) const;
  bool has_room(uint64_t bytes);
  void say(const Death& death, const std::string& text) const;

  const PreparedPipeline& prepared_;
  NamedFolder folder_;  // empty: none
  std::mutex mutex_;
  uint64_t n_kept_ = 0, bytes_kept_ = 0;
  bool told_ = false;  // that there are enough, or that they cannot be written
};

}  // namespace docmill::host
