#include "said_record.hpp"

#include <algorithm>
#include <array>

#include "docmill/base/base64.hpp"
#include "docmill/base/printable.hpp"
#include "programs/said_json.hpp"

namespace docmill::process {
namespace {

constexpr const char* said = "the record";
constexpr std::size_t longest_locator_said = 1000, longest_id_said = 4096, longest_code_said = 100;
constexpr std::array<std::string_view, 3> media_types = {"text/plain", "text/html", "text/markdown"};

void must_be_code(const std::string& where, const std::string& code) {
  const bool is_code = !code.empty() && code.size() <= longest_code_said && code[0] >= 'a' && code[0] <= 'z' &&
                       std::all_of(code.begin(), code.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!is_code) bad(where + ": the code " + shown_line(code) + " is not like \"not-wanted\"");
}

class Reading {
 public:
  SaidRecord read(std::string_view line) {
    for (JsonParts parts = object_of(line, said); parts.next();) {
      const std::string key = key_of(parts);
      take(key, JsonValue(parts.value()));  // which refuses a key that is not known
      if (std::find(keys_.begin(), keys_.end(), key) != keys_.end())
        bad(std::string(said) + " has the key " + in_quotes(key) + " twice");
      keys_.push_back(key);
    }
    if (n_kinds_ != 1) bad(std::string(said) + " must have one of 'text', 'base64', 'passed' and 'problem'");
    if (!record_.charset.empty() && !record_.is_base64)
      bad(std::string(said) + ": 'charset' goes with 'base64'; a text is in UTF-8");
    return std::move(record_);
  }

 private:
  static std::string text(const std::string& key, JsonValue value) {
    return need(said, key, value, JsonKind::string, "a string").string();
  }
  static std::string short_text(const std::string& key, JsonValue value, std::size_t most) {
    std::string out = text(key, value);
    if (out.size() > most)
      bad(std::string(said) + ": " + in_quotes(key) + " is longer than " + std::to_string(most) + " bytes");
    return out;
  }

  void take(const std::string& key, JsonValue value) {
    if (key == "text" || key == "base64") content(key, value);
    else if (key == "passed" || key == "problem") no_document(key, value);
    else if (key == "media_type") media_type(text(key, value));
    else if (key == "charset") charset(text(key, value));
    else if (key == "locator") record_.locator = short_text(key, value, longest_locator_said);
    else if (key == "id") id(short_text(key, value, longest_id_said));
    else if (key == "offset") offset(value);
    else if (key == "metadata") metadata(need(said, key, value, JsonKind::object, "an object"));
    else if (key == "notes") notes(need(said, key, value, JsonKind::array, "an array"));
    else
      unknown_key(said, key,
                  {"text", "base64", "charset", "media_type", "metadata", "id", "locator", "offset", "notes", "passed",
                   "problem"});
  }

  void content(const std::string& key, JsonValue value) {
    ++n_kinds_;
    record_.is_base64 = key == "base64";
    record_.content = need(said, key, value, JsonKind::string, "a string");
  }
  void no_document(const std::string& key, JsonValue value) {
    ++n_kinds_;
    if (key == "passed") {
      record_.kind = SaidRecord::Kind::passed;
      record_.code = text(key, value);
    } else {
      record_.kind = SaidRecord::Kind::problem;
      record_.code = "failed-by-program";
      read_reason("'problem' of the record", value, record_.code, record_.message, nullptr);
    }
    must_be_code(in_quotes(key) + " of the record", record_.code);
  }
  void media_type(std::string name) {
    if (std::find(media_types.begin(), media_types.end(), name) == media_types.end())
      bad(std::string(said) + ": 'media_type' must be text/plain, text/html or text/markdown, not " + shown_line(name));
    record_.media_type = std::move(name);
  }
  void charset(std::string name) {
    const bool is_word =
        !name.empty() && name.size() <= longest_code_said &&
        std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F && (c < 'A' || c > 'Z'); });
    if (!is_word)
      bad(std::string(said) + ": 'charset' must be the name of an encoding in lower case, not " + shown_line(name));
    record_.charset = std::move(name);
  }
  void id(std::string name) {
    if (name.empty()) bad(std::string(said) + ": 'id' is empty; leave it out");
    record_.id = std::move(name);
  }
  void offset(JsonValue value) {
    const std::optional<int64_t> n = value.integer();
    if (!n || *n < 0)
      bad(std::string(said) + ": 'offset' must be a whole number from 0 on, not " + name_to_refuse(value));
    record_.offset = static_cast<uint64_t>(*n);
  }
  void metadata(JsonValue value) { append_json_minified(record_.metadata, value.text()); }
  void notes(JsonValue array) {
    for (JsonParts parts(array.text()); parts.next();) {
      SaidNote& note = record_.notes.emplace_back();
      note.code = "note";
      read_reason("'notes' of the record", JsonValue(parts.value()), note.code, note.message, nullptr);
      must_be_code("'notes' of the record", note.code);
    }
  }

  SaidRecord record_;
  std::vector<std::string> keys_;  // so far, each once
  int n_kinds_ = 0;
};

}  // namespace

SaidRecord read_record(std::string_view line) { return Reading().read(line); }

std::string bytes_of(const SaidRecord& record) {
  std::string text = record.content.string();
  if (!record.is_base64) return text;
  std::string bytes;
  if (!from_base64(text, bytes)) bad(std::string(said) + ": 'base64' is no base64 with padding");
  return bytes;
}

}  // namespace docmill::process
