// Reading objects that docmill itself wrote: every member must be there and of its kind. The first thing that is not
// is kept as a sentence; reading goes on with empty values, so that callers look once, at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "json_parser/json_document.hpp"

namespace docmill::host {

class JsonObject {
 public:
  // The document of `value`, and `mistake`, must outlive it. `path` names the object in the sentence:
  // "pipeline.stages[2]"; empty: the whole.
  JsonObject(JsonValue value, std::string path, std::string& mistake);

  std::string string(const char* key) const;
  uint64_t integer(const char* key) const;
  bool boolean(const char* key) const;
  std::optional<std::string> string_or_null(const char* key) const;
  std::optional<uint64_t> integer_or_null(const char* key) const;
  // Absent is the same as null.
  bool has(const char* key) const;
  // The value as JSON text without white space: for members whose kind differs from case to case.
  std::string json(const char* key) const;

  JsonObject object(const char* key) const;
  // f(JsonObject) for each member of an array of objects.
  template <class F>
  void each_object(const char* key, F&& f) const {
    each(key, [&](JsonValue v, std::string path) { f(JsonObject(v, std::move(path), mistake_)); });
  }
  // f(std::string) for each member of an array of strings.
  template <class F>
  void each_string(const char* key, F&& f) const {
    each(key, [&](JsonValue v, const std::string& path) {
      if (v.is_string()) f(std::string(v.string()));
      else wrong(path, "a string");
    });
  }
  // All of an array of strings.
  std::vector<std::string> strings(const char* key) const;
  // f(name, value, path) for each member of the object.
  template <class F>
  void each_member(F&& f) const {
    for (const JsonMember& m : value_.members()) {
      std::string name(m.name);
      const std::string at = path_of(name.c_str());
      f(std::move(name), m.value, at);
    }
  }
  // The same for members that are all strings.
  template <class F>
  void each_string_member(F&& f) const {
    each_member([&](std::string name, JsonValue v, const std::string& path) {
      if (v.is_string()) f(std::move(name), std::string(v.string()));
      else wrong(path, "a string");
    });
  }

  void wrong(const std::string& path, std::string_view expected) const;

 private:
  std::string path_of(const char* key) const;
  template <class F>
  void each(const char* key, F&& f) const {
    const JsonValue list = value_[key];
    if (!list.is_array()) return wrong(path_of(key), "an array");
    for (std::size_t i = 0; i < list.size(); ++i) f(list.item(i), path_of(key) + "[" + std::to_string(i) + "]");
  }

  JsonValue value_;
  std::string path_;
  std::string& mistake_;
};

// A file that docmill wrote as a sealed JSON object whose first member is "format": "FORMAT/1".
struct SealedFile {
  std::string_view format;   // "docmill-run"
  std::string_view what;     // "the manifest of a docmill run": for sentences
  std::string_view if_lost;  // what to do when it is damaged: "repeat the run"
  JsonBytes bytes = JsonBytes::utf8;
};

enum class SealedState { fine, absent, foreign, newer, truncated, edited };

// Reads the file into `json`. The status is a sentence that begins with the path; `state`, where wanted, says which.
Status read_sealed_file(const std::string& path, const SealedFile& kind, JsonDocument& json,
                        SealedState* state = nullptr);

}  // namespace docmill::host
