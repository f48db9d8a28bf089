// The record of what EXTERNAL stages answered: a line for each result in OUT/answers.jsonl.zst, in input order, from
// which the run can be repeated when the world has changed.
//
//   {"id":ID,"source":FILE,"line":LINE,"part":N (of parts),"stage":NAME,"key":HASH,"answer":BASE64}
//
// `key` is the result's key (host/stages/stage_result_key.hpp), `answer` its bytes (host/stages/stage_result.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "host/stages/stage_result_store.hpp"

namespace docmill::host {

inline constexpr const char* recorded_name = "answers.jsonl.zst";

// Notes every result of one stage in the document. Where the results come from is for another store to say: a cache, an
// earlier run, or the stage itself when there is none.
class ResultRecorder : public StageResultStore {
 public:
  explicit ResultRecorder(int stage) : stage_(stage) {}
  // Looked into before the stage is called; must outlive the calls.
  void look_in(StageResultStore& store) { source_ = &store; }
  StageResultStore* source() const { return source_; }  // null: none

  bool find(const Digest& key, Document& document, std::string& out) override;
  void store(const Digest& key, Document& document, uint32_t verdict, std::string_view stage_result) override;

 private:
  void note(const Digest& key, Document& document, std::string_view stage_result) const;
  int stage_;
  StageResultStore* source_ = nullptr;
};

// The line of one result, with its end.
void append_recorded_line(std::string& out, const Document& document, const std::string& stage,
                          const GivenResult& stage_result);

struct RecordedResult {
  std::string source;
  std::optional<uint64_t> line;
  uint64_t part = 0;  // of the document there; 0: it itself
  std::string stage;
  Digest key{};
  std::string stage_result;
};

// The status is a sentence without a place.
Status read_recorded_line(const std::string& line, RecordedResult& out);

}  // namespace docmill::host
