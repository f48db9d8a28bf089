// Half of a surrogate pair among the escapes of a JSON text.
#pragma once

#include <charconv>
#include <cstddef>
#include <string_view>

namespace docmill::host {

// RapidJSON refuses a high surrogate without its low one but lets a low one alone pass, and makes bytes of it that are
// not UTF-8. Offset of such an escape in a text that is otherwise valid JSON; npos: there is none.
inline std::size_t find_lone_surrogate(std::string_view json) {
  constexpr std::size_t escape_size = 6;  // \uXXXX
  for (std::size_t at = json.find('\\'); at != std::string_view::npos; at = json.find('\\', at)) {
    unsigned unit = 0;
    const bool is_unit = json.substr(at, 2) == "\\u" && json.size() - at >= escape_size;
    if (is_unit) std::from_chars(json.data() + at + 2, json.data() + at + escape_size, unit, 16);
    if (unit >= 0xDC00 && unit <= 0xDFFF) return at;
    at += !is_unit ? 2 : unit >= 0xD800 && unit <= 0xDBFF ? 2 * escape_size : escape_size;
  }
  return std::string_view::npos;
}

}  // namespace docmill::host
