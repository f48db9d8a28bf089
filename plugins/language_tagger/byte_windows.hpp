// Sixteen bytes of a text at a time, each of which gives a bit: what is found is the same as byte by byte, only sooner.
// The vector types of GCC and Clang, which every target has; one instruction of SSE2 where it is there.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace docmill::language {

inline constexpr std::size_t window = 16;
using WindowBytes = uint8_t __attribute__((vector_size(window)));

// The bytes at text[at] to text[at + window - 1], which must be there.
inline WindowBytes window_at(std::string_view text, std::size_t at) {
  WindowBytes bytes;
  std::memcpy(&bytes, text.data() + at, window);
  return bytes;
}

// 0xFF where the byte is `value`, or from `first` to `last`; else 0.
inline WindowBytes is(WindowBytes bytes, uint8_t value) { return reinterpret_cast<WindowBytes>(bytes == value); }
inline WindowBytes is_from_to(WindowBytes bytes, uint8_t first, uint8_t last) {
  return reinterpret_cast<WindowBytes>((bytes - first) <= static_cast<uint8_t>(last - first));
}

// high_bits() on any machine.
inline uint32_t high_bits_by_words(WindowBytes bytes) {
  uint64_t halves[2];
  std::memcpy(halves, &bytes, sizeof halves);
  uint32_t bits = 0;
  for (int i = 1; i >= 0; --i) {
    const uint64_t half = std::endian::native == std::endian::big ? __builtin_bswap64(halves[i]) : halves[i];
    // Each of the eight bits is moved to a place of its own in the highest byte of the product.
    bits = bits << 8 | static_cast<uint32_t>((half >> 7 & 0x0101010101010101u) * 0x0102040810204080u >> 56);
  }
  return bits;
}

// The highest bit of each byte; that of the first byte is the lowest of the result.
inline uint32_t high_bits(WindowBytes bytes) {
#ifdef __SSE2__
  return static_cast<uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(bytes)));
#else
  return high_bits_by_words(bytes);
#endif
}

// A to Z and a to z.
inline WindowBytes ascii_letters(WindowBytes bytes) { return is_from_to(bytes | 0x20, 'a', 'z'); }

}  // namespace docmill::language
