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
#if defined(__SSE2__)
// A bit for each byte.
inline unsigned bits(Bytes found) { return static_cast<unsigned>(_mm_movemask_epi8(reinterpret_cast<__m128i>(found))); }
#endif
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

// Is anything found by a comparison?
inline bool any(Bytes found) {
#if defined(__SSE2__)
  return detail::bits(found) != 0;
#else
  uint64_t halves[2];
  std::memcpy(halves, &found, size);
  return (halves[0] | halves[1]) != 0;
#endif
}

// Where the first byte stands that a comparison has found; `size` where there is none.
inline std::size_t first(Bytes found) {
#if defined(__SSE2__)
  const unsigned bits = detail::bits(found);
  return bits != 0 ? static_cast<std::size_t>(std::countr_zero(bits)) : size;
#else
  uint64_t halves[2];
  std::memcpy(halves, &found, size);
  if constexpr (std::endian::native == std::endian::big) {
    halves[0] = __builtin_bswap64(halves[0]);
    halves[1] = __builtin_bswap64(halves[1]);
  }
  if (halves[0] != 0) return static_cast<std::size_t>(std::countr_zero(halves[0])) / 8;
  if (halves[1] != 0) return 8 + static_cast<std::size_t>(std::countr_zero(halves[1])) / 8;
  return size;
#endif
}

}  // namespace docmill::bytes16
