#include "programs/said_json.hpp"

#include <algorithm>
#include <utility>

#include "docmill/base/utf8.hpp"
#include "docmill/stage_abi.h"

namespace docmill::process {
namespace {

uint32_t level_named(const std::string& where, JsonValue value) {
  const std::string name = value.is(JsonKind::string) ? value.string() : std::string();
  if (name == "debug") return DOCMILL_LEVEL_DEBUG;
  if (name == "info") return DOCMILL_LEVEL_INFO;
  if (name == "warning") return DOCMILL_LEVEL_WARNING;
  if (name == "error") return DOCMILL_LEVEL_ERROR;
  bad(where + ": 'level' must be \"debug\", \"info\", \"warning\" or \"error\"");
}

}  // namespace

[[noreturn]] void bad(std::string message) { throw BadAnswer(std::move(message)); }

std::string in_quotes(std::string_view name) { return "'" + std::string(name) + "'"; }

JsonParts object_of(std::string_view line, const char* what) {
  if (std::string trouble = trouble_with_json(line); !trouble.empty())
    bad(std::string(what) + " is not JSON (" + trouble + "): " + shown_line(line) +
        "; what it prints for people must go to standard error");
  const std::size_t first = std::min(line.find_first_not_of(" \t\r"), line.size());
  if (line.substr(first, 1) != "{") bad(std::string(what) + " is not a JSON object: " + shown_line(line));
  return JsonParts(line);
}

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

void read_reason(const std::string& where, JsonValue value, std::string& code, std::string& message, uint32_t* level) {
  if (value.is(JsonKind::string)) {
    message = value.string();
    return;
  }
  if (!value.is(JsonKind::object)) bad(where + " must be a string or an object, not " + value.name());
  for (JsonParts parts(value.text()); parts.next();) {
    const std::string part = key_of(parts);
    const JsonValue v(parts.value());
    if (part == "code") code = need(where, part, v, JsonKind::string, "a string").string();
    else if (part == "message") message = need(where, part, v, JsonKind::string, "a string").string();
    else if (part == "level" && level != nullptr) *level = level_named(where, v);
    else
      unknown_key(where, part,
                  level != nullptr ? std::vector<std::string>{"code", "level", "message"}
                                   : std::vector<std::string>{"code", "message"});
  }
}

std::string shown_line(std::string_view said) {
  constexpr std::size_t limit = 80;
  std::string out = "'";
  std::size_t at = 0;
  while (at < said.size() && at < limit) {
    const std::size_t length = utf8::valid_length(said, at);
    const auto byte = static_cast<unsigned char>(said[at]);
    if (length == 0) out += "?";
    else if (length == 1 && (byte < 0x20 || byte == 0x7F)) out += ' ';
    else out += said.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  out += at < said.size() ? "…'" : "'";
  return out;
}

}  // namespace docmill::process
