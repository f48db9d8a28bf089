// The record of what EXTERNAL stages answered: a line for each answer in OUT/answers.jsonl.zst, in input order, from
// which the run can be repeated when the world has changed.
//
//   {"id":ID,"source":FILE,"line":LINE,"stage":NAME,"key":HASH,"answer":BASE64}
//
// `key` is the answer's key (host/stages/answer_key.hpp), `answer` its bytes (host/stages/answer.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "host/stages/answer_store.hpp"

namespace docmill::host {

inline constexpr const char* answers_name = "answers.jsonl.zst";

// Notes every answer of one stage in the document. Where the answers come from is for another store to say: a cache, an
// earlier run, or the stage itself when there is none.
class AnswerRecord : public AnswerStore {
 public:
  explicit AnswerRecord(int stage) : stage_(stage) {}
  // Looked into before the stage is called; must outlive the calls.
  void look_in(AnswerStore& store) { source_ = &store; }

  bool find(const Digest& key, Document& document, std::string& out) override;
  void keep(const Digest& key, Document& document, uint32_t verdict, std::string_view answer) override;

 private:
  void note(const Digest& key, Document& document, std::string_view answer) const;
  int stage_;
  AnswerStore* source_ = nullptr;
};

// The line of one answer, with its end.
void append_answer_line(std::string& out, const Document& document, const std::string& stage,
                        const GivenAnswer& answer);

struct RecordedAnswer {
  std::string source;
  std::optional<uint64_t> line;
  std::string stage;
  Digest key{};
  std::string answer;
};

// The status is a sentence without a place.
Status read_answer_line(const std::string& line, RecordedAnswer& out);

}  // namespace docmill::host
