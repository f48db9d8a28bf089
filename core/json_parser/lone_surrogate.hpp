// Half of a surrogate pair among the escapes of a JSON text.
#pragma once

#include <cstddef>
#include <string_view>

#include "docmill/base/ascii.hpp"

namespace docmill {

// RapidJSON refuses a high surrogate without its low one but lets a low one alone pass, and makes bytes of it that are
// not UTF-8. Offset of such an escape in a text that is otherwise valid JSON; npos: there is none.
inline std::size_t find_lone_surrogate(std::string_view json) {
  constexpr std::size_t escape_size = 6;  // \uXXXX
  for (std::size_t at = json.find('\\'); at != std::string_view::npos; at = json.find('\\', at)) {
    if (json.size() - at < escape_size || json[at + 1] != 'u') {
      at += 2;
      continue;
    }
    const bool may_be_half = json[at + 2] == 'd' || json[at + 2] == 'D';
    const char second = json[at + 3];
    if (may_be_half && ((second >= 'c' && second <= 'f') || (second >= 'C' && second <= 'F'))) return at;
    const bool is_high =
        may_be_half && (second == '8' || second == '9' || ascii::lower(second) == 'a' || ascii::lower(second) == 'b');
    at += is_high ? 2 * escape_size : escape_size;
  }
  return std::string_view::npos;
}

}  // namespace docmill
