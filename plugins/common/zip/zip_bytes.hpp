// Numbers in zip files: little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace docmill::zip {

// The number of `n` bytes, at most 8, at `at`; they must be there.
inline uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t n) {
  uint64_t value = 0;
  for (std::size_t i = n; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}
inline uint16_t two_at(std::string_view bytes, std::size_t at) {
  return static_cast<uint16_t>(number_at(bytes, at, 2));
}
inline uint32_t four_at(std::string_view bytes, std::size_t at) {
  return static_cast<uint32_t>(number_at(bytes, at, 4));
}

}  // namespace docmill::zip
