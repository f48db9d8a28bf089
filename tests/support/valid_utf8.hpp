// Any bytes as text, for fuzz targets of what the host gives valid UTF-8 only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"

namespace docmill::test {

// Each byte that belongs to no character becomes U+FFFD.
inline std::string valid_utf8(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t n = utf8::valid_length(bytes, i);
    if (n == 0) out += "\xEF\xBF\xBD";
    else out.append(bytes.substr(i, n));
    i += n == 0 ? 1 : n;
  }
  return out;
}

}  // namespace docmill::test
