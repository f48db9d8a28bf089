// Functions that are compiled a second time, for processors whose vectors have 32 bytes: the same operations on every
// number in the same order, none of them contracted, and so the same results by half as many instructions.
#pragma once

#include <cstdint>
#include <cstring>

#include "docmill/base/bytes16.hpp"
#include "docmill/base/processor.hpp"

#if defined(__x86_64__)
// Before a function that is called only where has_wide_vectors.
#define DOCMILL_FOR_WIDE_VECTORS __attribute__((target("avx2,popcnt")))
// Before an inline function that is always part of such a one.
#define DOCMILL_WITHIN_WIDE_VECTORS __attribute__((target("avx2,popcnt"), always_inline))
#else
// Before a function that is called only where has_wide_vectors.
#define DOCMILL_FOR_WIDE_VECTORS
// Before an inline function that is always part of such a one.
#define DOCMILL_WITHIN_WIDE_VECTORS
#endif

namespace docmill {

#if defined(__x86_64__)
// Does this processor have them?
inline const bool has_wide_vectors = processor::has_avx2();
#else
// Does this processor have them?
inline constexpr bool has_wide_vectors = false;
#endif

namespace bytes32 {

// Thirty-two bytes of a text; in the result of a comparison 0xFF where it holds, else 0.
using Bytes = uint8_t __attribute__((vector_size(32)));

// As bytes16::high_bits().
DOCMILL_FOR_WIDE_VECTORS inline uint32_t high_bits(const Bytes& bytes) {
#if defined(__x86_64__)
  using Chars = char __attribute__((vector_size(32)));
  return static_cast<uint32_t>(__builtin_ia32_pmovmskb256(reinterpret_cast<const Chars&>(bytes)));
#else
  bytes16::Bytes halves[2];
  std::memcpy(halves, &bytes, sizeof halves);
  return bytes16::high_bits(halves[0]) | bytes16::high_bits(halves[1]) << bytes16::size;
#endif
}

// For each of `numbers` that is below 128 the byte of `table` that has it, modulo 16, as its number; 0 for the others.
// `table`: sixteen bytes, twice.
DOCMILL_FOR_WIDE_VECTORS inline Bytes look_up(const Bytes& table, const Bytes& numbers) {
#if defined(__x86_64__)
  using Chars = char __attribute__((vector_size(32)));
  return reinterpret_cast<Bytes>(
      __builtin_ia32_pshufb256(reinterpret_cast<const Chars&>(table), reinterpret_cast<const Chars&>(numbers)));
#else
  Bytes found{};
  for (std::size_t i = 0; i < sizeof found; ++i) found[i] = numbers[i] < 128 ? table[numbers[i] % 16] : 0;
  return found;
#endif
}

}  // namespace bytes32
}  // namespace docmill
