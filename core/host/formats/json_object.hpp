// Reading objects that docmill itself wrote: every member must be there and of its kind. The first thing that is not
// is kept as a sentence; reading goes on with empty values, so that callers look once, at the end.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"

namespace docmill::host {

class JsonObject {
 public:
  // `value` and `mistake` must outlive it. `path` names the object in the sentence: "pipeline.stages[2]"; empty: the
  // whole.
  JsonObject(const rapidjson::Value& value, std::string path, std::string& mistake);

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
    each(key, [&](const rapidjson::Value& v, std::string path) { f(JsonObject(v, std::move(path), mistake_)); });
  }
  // f(std::string) for each member of an array of strings.
  template <class F>
  void each_string(const char* key, F&& f) const {
    each(key, [&](const rapidjson::Value& v, const std::string& path) {
      if (v.IsString()) f(std::string(v.GetString(), v.GetStringLength()));
      else wrong(path, "a string");
    });
  }
  // f(name, value, path) for each member of the object.
  template <class F>
  void each_member(F&& f) const {
    if (!value_.IsObject()) return;
    for (const auto& m : value_.GetObject()) {
      std::string name(m.name.GetString(), m.name.GetStringLength());
      const std::string at = path_of(name.c_str());
      f(std::move(name), m.value, at);
    }
  }
  // The same for members that are all strings.
  template <class F>
  void each_string_member(F&& f) const {
    each_member([&](std::string name, const rapidjson::Value& v, const std::string& path) {
      if (v.IsString()) f(std::move(name), std::string(v.GetString(), v.GetStringLength()));
      else wrong(path, "a string");
    });
  }

  void wrong(const std::string& path, std::string_view expected) const;

 private:
  const rapidjson::Value& get(const char* key) const;  // null when absent
  std::string path_of(const char* key) const;
  template <class F>
  void each(const char* key, F&& f) const {
    const rapidjson::Value& list = get(key);
    if (!list.IsArray()) return wrong(path_of(key), "an array");
    for (rapidjson::SizeType i = 0; i < list.Size(); ++i) f(list[i], path_of(key) + "[" + std::to_string(i) + "]");
  }

  const rapidjson::Value& value_;
  std::string path_;
  std::string& mistake_;
};

// A value as JSON text without white space.
std::string json_text(const rapidjson::Value& value);

// A file that docmill wrote as a sealed JSON object whose first member is "format": "FORMAT/1".
struct SealedFile {
  std::string_view format;   // "docmill-run"
  std::string_view what;     // "the manifest of a docmill run": for sentences
  std::string_view if_lost;  // what to do when it is damaged: "repeat the run"
};

enum class SealedState { fine, absent, foreign, newer, truncated, edited };

// Reads the file into `json`. The status is a sentence that begins with the path; `state`, where wanted, says which.
Status read_sealed_file(const std::string& path, const SealedFile& kind, rapidjson::Document& json,
                        SealedState* state = nullptr);

}  // namespace docmill::host
