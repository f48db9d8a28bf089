// Small words for writing run.json and its like with RapidJSON.
#pragma once

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <string>
#include <string_view>

#include "docmill/base/json_text.hpp"

namespace docmill::host::manifest {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

inline void string(Writer& w, std::string_view s) { w.String(s.data(), static_cast<rapidjson::SizeType>(s.size())); }
inline void member(Writer& w, const char* key, std::string_view value) {
  w.Key(key);
  string(w, value);
}
inline void member(Writer& w, const char* key, uint64_t value) {
  w.Key(key);
  w.Uint64(value);
}
// Numbers in the one form that records have, too.
inline void number(Writer& w, double value) {
  std::string text;
  append_json_number(text, value);
  w.RawValue(text.data(), text.size(), rapidjson::kNumberType);
}
inline std::string finished(const rapidjson::StringBuffer& buffer) {
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace docmill::host::manifest
