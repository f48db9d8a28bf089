#include "host/run/recorded_results.hpp"

#include <algorithm>

#include "docmill/base/base64.hpp"
#include "docmill/base/json_text.hpp"
#include "host/formats/json_object.hpp"

namespace docmill::host {

bool ResultRecorder::find(const Digest& key, Document& document, std::string& out) {
  if (source_ == nullptr || !source_->find(key, document, out)) return false;
  note(key, document, out);
  return true;
}

void ResultRecorder::store(const Digest& key, Document& document, uint32_t verdict, std::string_view stage_result) {
  note(key, document, stage_result);
  if (source_ != nullptr) source_->store(key, document, verdict, stage_result);
}

// One of a stage: a result that was found and then refused by the gate gives way to what the stage says itself.
void ResultRecorder::note(const Digest& key, Document& document, std::string_view stage_result) const {
  std::erase_if(document.stage_results, [&](const GivenResult& given) { return given.stage == stage_; });
  document.stage_results.push_back({stage_, key, std::string(stage_result)});
}

void append_recorded_line(std::string& out, const Document& document, const std::string& stage,
                          const GivenResult& stage_result) {
  const auto member = [&](const char* key, std::string_view value) {
    out += ",\"";
    out += key;
    out += "\":";
    append_json_string(out, value);
  };
  out += "{\"id\":";
  append_json_string(out, document.source.id);
  member("source", document.source.file);
  out += ",\"line\":";
  if (document.source.line) append_json_integer(out, *document.source.line);
  else out += "null";
  if (document.part != 0) out += ",\"part\":" + std::to_string(document.part);
  member("stage", stage);
  out += ",\"key\":\"";
  append_hex(out, stage_result.key);
  out += "\",\"answer\":\"";
  append_base64(out, stage_result.bytes);
  out += "\"}\n";
}

Status read_recorded_line(const std::string& line, RecordedResult& out) {
  JsonDocument json;
  if (!json.parse(line)) return {Trouble::io, "the line is no JSON"};
  std::string mistake;
  const JsonObject object(json.root(), "", mistake);
  out.source = object.string("source");
  out.line = object.integer_or_null("line");
  out.part = object.has("part") ? object.integer("part") : 0;
  out.stage = object.string("stage");
  const std::string key = object.string("key");
  const std::string stage_result = object.string("answer");
  if (mistake.empty() && !from_hex(key, out.key)) mistake = "'key' is no SHA-256";
  if (mistake.empty() && !from_base64(stage_result, out.stage_result)) mistake = "'answer' is no base64";
  return mistake.empty() ? Status() : Status(Trouble::io, mistake);
}

}  // namespace docmill::host
