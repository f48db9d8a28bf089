// Bits of whole numbers.
#pragma once

#include <cstdint>

namespace docmill {

// How many bits are set. (std::popcount calls a function where the target has no instruction for it.)
constexpr uint32_t count_bits(uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return static_cast<uint32_t>(bits * 0x0101010101010101u >> 56);
}

}  // namespace docmill
