// Roots and logarithms in integers: the same on every machine.
#pragma once

#include <bit>
#include <cstdint>

namespace docmill::summary {

inline constexpr uint32_t fraction_bits = 16;
inline constexpr uint64_t one = uint64_t{1} << fraction_bits;  // 1 in fixed point

// The largest integer whose square is not above x.
constexpr uint64_t square_root(uint64_t x) {
  uint64_t root = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit != 0; bit >>= 1) {
    const uint64_t tried = root | bit;
    if (tried * tried <= x) root = tried;
  }
  return root;
}

// log2 of x / 2^16 in units of 2^-16, rounded down; x is at least 2^16, so that it is not negative. Bit by bit: a
// number between 1 and 2 is squared; where that passes 2 the next bit of the logarithm is 1.
constexpr uint64_t log2_fixed(uint64_t x) {
  const auto whole = static_cast<uint64_t>(std::bit_width(x)) - 1;
  uint64_t mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole);  // 1 is 2^31
  uint64_t result = whole - fraction_bits;
  for (uint32_t i = 0; i < fraction_bits; ++i) {
    mantissa = (mantissa * mantissa) >> 31;
    const uint64_t bit = mantissa >> 32;
    mantissa >>= bit;
    result = result << 1 | bit;
  }
  return result;
}

// The natural logarithm, likewise.
constexpr uint64_t ln_fixed(uint64_t x) { return log2_fixed(x) * 45426 >> fraction_bits; }  // ln 2 = 45426 / 2^16

}  // namespace docmill::summary
