// Answers of an earlier run, given again instead of calling EXTERNAL stages (`run --replay OUT`).
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "docmill/base/status.hpp"
#include "host/cache/answer_table.hpp"
#include "host/stages/answer_store.hpp"

namespace docmill::host {

// All threads may look into it. Memory does not grow with the answers: they are laid down in a private temporary file
// and found by key and place.
class Replay {
 public:
  // Reads OUT/answers.jsonl.zst. The status is a sentence: no finished run, no answers in it, damaged.
  static Result<std::unique_ptr<Replay>> open(const std::filesystem::path& out);
  ~Replay();

  // The store for a stage, by its name in the pipeline. Where no answer is recorded, the document fails with the code
  // "no-answer": the world is not asked.
  std::unique_ptr<AnswerStore> of_stage(const std::string& stage);

 private:
  Replay() = default;
  std::filesystem::path folder_;
  std::unique_ptr<AnswerTable> table_;
};

}  // namespace docmill::host
