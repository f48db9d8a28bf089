#include "host/pipeline/toml_guard.hpp"

#include <fmt/format.h>

namespace docmill::host {
namespace {

// Skips the string that begins at text[at] (a quote); gives the offset behind it.
std::size_t behind_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool has_escapes = quote == '"';
  const std::string_view three = has_escapes ? "\"\"\"" : "'''";
  const bool many_lines = text.substr(at).starts_with(three);
  at += many_lines ? 3 : 1;
  while (at < text.size()) {
    if (has_escapes && text[at] == '\\') {
      at += 2;
    } else if (!many_lines && (text[at] == quote || text[at] == '\n')) {
      return at + 1;
    } else if (many_lines && text.substr(at).starts_with(three)) {
      at += 3;
      // Up to two quotes may stand before the closing three.
      for (int i = 0; i < 2 && at < text.size() && text[at] == quote; ++i) ++at;
      return at;
    } else {
      ++at;
    }
  }
  return at;
}

}  // namespace

std::optional<TooDeep> find_too_deep(std::string_view text) {
  std::size_t brackets = 0, dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = behind_string(text, at);
      continue;
    }
    if (c == '#') {
      while (at < text.size() && text[at] != '\n') ++at;
      continue;
    }
    if (c == '.') ++dots;
    if (c == '[' || c == '{') ++brackets;
    if ((c == ']' || c == '}') && brackets > 0) --brackets;
    if (c == '\n' || c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') dots = 0;
    if (brackets > max_toml_brackets) {
      return TooDeep{at, fmt::format("values nest more than {} deep", max_toml_brackets)};
    }
    if (dots >= max_toml_key_parts) {
      return TooDeep{at, fmt::format("the key has more than {} parts", max_toml_key_parts)};
    }
    ++at;
  }
  return std::nullopt;
}

}  // namespace docmill::host
