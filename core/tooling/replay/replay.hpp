// Results of an earlier run, given again instead of calling EXTERNAL stages (`run --replay OUT`).
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "docmill/base/status.hpp"
#include "host/stages/stage_result_store.hpp"
#include "tooling/cache/stage_result_table.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// All threads may look into it. Memory does not grow with the results: they are laid down in a private temporary file
// and found by key and place.
class Replay {
 public:
  // Reads OUT/answers.jsonl.zst. The status is a sentence: no finished run, no answers in it, damaged.
  static Result<std::unique_ptr<Replay>> open(const std::filesystem::path& out);
  ~Replay();

  // The store for a stage, by its name in the pipeline. Where no result is recorded, the document fails with the code
  // "no-answer": the world is not asked.
  std::unique_ptr<StageResultStore> of_stage(const std::string& stage);

 private:
  Replay() = default;
  std::filesystem::path folder_;
  std::unique_ptr<StageResultTable> table_;
};

}  // namespace docmill::tooling
