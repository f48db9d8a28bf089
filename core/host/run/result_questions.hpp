// The results of stages that docmill keeps (cache, --replay), asked for by a worker process over its channel: a
// database handle does not survive a fork.
//
//   question  u8 kind (Question), i32 stage, the key, str id, str file, u64 line or 0; of keep_answer behind that u32
//             verdict, str answer
//   answer    of find_answer "+" and the stored answer, or nothing; of keep_answer nothing
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/isolation/launcher.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/stages/stage_result.hpp"

namespace docmill::host {

// What worker processes ask while they work: answers of stages that are kept; whether what is emitted outside of
// documents was taken (u32 output, str bytes; the answer is empty, or says why not).
enum class Question : uint8_t { find_answer = 1, keep_answer, take_outside };

// In the worker: the store of docmill for one stage. Places are those by which a replay finds answers.
class RemoteResults : public StageResultStore {
 public:
  // `serving` must outlive it. `stage`: its number in the plan.
  RemoteResults(Serving& serving, int stage) : serving_(serving), stage_(stage) {}

  bool find(const Digest& key, Document& document, std::string& out) override;
  void store(const Digest& key, Document& document, uint32_t verdict, std::string_view answer) override;

 private:
  std::string question(Question kind, const Digest& key, const Document& document) const;
  Serving& serving_;
  int stage_;
};

// In docmill: the answer to find_answer or keep_answer. A question that is none has an empty one. [any thread]
std::string answer_to(const PreparedPipeline& prepared, std::string_view question);

}  // namespace docmill::host
