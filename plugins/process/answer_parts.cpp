#include "answer_parts.hpp"

#include <utility>

#include "answer.hpp"

namespace docmill::process {

[[noreturn]] void bad(std::string message) { throw BadAnswer(std::move(message)); }

std::string in_quotes(std::string_view name) { return "'" + std::string(name) + "'"; }

std::string key_of(const JsonParts& parts) {
  std::string key;
  append_json_unescaped(key, parts.key());
  return key;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

[[noreturn]] void unknown_key(const std::string& where, const std::string& key, const std::vector<std::string>& known) {
  bad(where + " has a key " + shown_line(key) + ", which is not known there; known: " + joined(known));
}

JsonValue need(const std::string& where, std::string_view key, JsonValue value, JsonKind kind, const char* what) {
  if (!value.is(kind)) bad(where + ": " + in_quotes(key) + " must be " + what + ", not " + value.name());
  return value;
}

std::string name_to_refuse(JsonValue value) {
  constexpr std::size_t most = 40;
  return value.is(JsonKind::number) ? std::string(value.text().substr(0, most)) : value.name();
}

}  // namespace docmill::process
