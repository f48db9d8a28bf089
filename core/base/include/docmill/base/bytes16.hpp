// Sixteen bytes at once, by the vector types of GCC and Clang, which every target has: to find the few bytes of a text
// that must be looked at.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace docmill::bytes16 {

// Sixteen bytes of a text; in the result of a comparison 0xFF where it holds, else 0.
using Bytes = uint8_t __attribute__((vector_size(16)));
inline constexpr std::size_t size = sizeof(Bytes);  // how many that are

// The bytes from `at` on, which need not be aligned.
inline Bytes load(const char* at) {
  Bytes bytes;
  std::memcpy(&bytes, at, size);
  return bytes;
}

namespace detail {
// Comparisons give vectors of signed char; they are put together as bytes.
template <class V>
Bytes mask(V v) {
  Bytes bytes;
  std::memcpy(&bytes, &v, size);
  return bytes;
}
}  // namespace detail

// Which bytes are this one?
inline Bytes is(Bytes bytes, char c) { return detail::mask(bytes == static_cast<uint8_t>(c)); }
// Which bytes are below this one, as unsigned numbers?
inline Bytes is_below(Bytes bytes, char c) { return detail::mask(bytes < static_cast<uint8_t>(c)); }
// Which bytes are from `first` to `last`, both of them included?
inline Bytes is_between(Bytes bytes, char first, char last) {
  const Bytes above = bytes - static_cast<uint8_t>(first);
  return detail::mask(above <= static_cast<uint8_t>(last - first));
}

// high_bits() on any machine.
template <class Vector>
uint32_t high_bits_by_halves(const Vector& bytes) {
  static_assert(sizeof bytes == size);
  uint64_t halves[2];
  std::memcpy(halves, &bytes, size);
  uint32_t bits = 0;
  for (int i = 1; i >= 0; --i) {
    const uint64_t half = std::endian::native == std::endian::big ? __builtin_bswap64(halves[i]) : halves[i];
    // Each of the eight bits is moved to a place of its own in the highest byte of the product.
    bits = bits << 8 | static_cast<uint32_t>((half >> 7 & 0x0101010101010101u) * 0x0102040810204080u >> 56);
  }
  return bits;
}

// The highest bit of each of sixteen bytes, which is set where a comparison holds; that of the first byte is the
// lowest.
template <class Vector>
uint32_t high_bits(const Vector& bytes) {
  static_assert(sizeof bytes == size);
#if defined(__SSE2__)
  return static_cast<uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(bytes)));
#else
  return high_bits_by_halves(bytes);
#endif
}

// Is anything found by a comparison?
template <class Vector>
bool any(const Vector& found) {
  return high_bits(found) != 0;
}

// Where the first byte stands that a comparison has found; `size` where there is none.
template <class Vector>
std::size_t first(const Vector& found) {
  const uint32_t bits = high_bits(found);
  return bits != 0 ? static_cast<std::size_t>(std::countr_zero(bits)) : size;
}

}  // namespace docmill::bytes16
