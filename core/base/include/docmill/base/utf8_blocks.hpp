// Validity of UTF-8, many bytes at a time, for utf8.hpp: by three tables that say together which pairs of bytes cannot
// stand behind each other (Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte", 2021).
#pragma once

#if defined(__x86_64__)

#include <immintrin.h>

#include <cstddef>
#include <string_view>

#include "docmill/base/wide_vectors.hpp"

namespace docmill::utf8::detail {

inline constexpr std::size_t valid_block = 64;

// What a pair of bytes may have against it, a bit each. Bits of the high and low half of the first byte and of the high
// half of the second one: what all three have is the matter.
inline constexpr unsigned char too_short = 1, too_long = 2, overlong_3 = 4, too_large = 8, surrogate = 16,
                               overlong_2 = 32, too_large_1000 = 64, overlong_4 = 64, two_tails = 128;
inline constexpr unsigned char carry = too_short | too_long | two_tails;
inline constexpr unsigned char above = carry | too_large | too_large_1000;
alignas(16) inline constexpr unsigned char by_first_high[16] = {too_long,
                                                                too_long,
                                                                too_long,
                                                                too_long,
                                                                too_long,
                                                                too_long,
                                                                too_long,
                                                                too_long,
                                                                two_tails,
                                                                two_tails,
                                                                two_tails,
                                                                two_tails,
                                                                too_short | overlong_2,
                                                                too_short,
                                                                too_short | overlong_3 | surrogate,
                                                                too_short | too_large | too_large_1000 | overlong_4};
alignas(16) inline constexpr unsigned char by_first_low[16] = {carry | overlong_3 | overlong_2 | overlong_4,
                                                               carry | overlong_2,
                                                               carry,
                                                               carry,
                                                               carry | too_large,
                                                               above,
                                                               above,
                                                               above,
                                                               above,
                                                               above,
                                                               above,
                                                               above,
                                                               above,
                                                               above | surrogate,
                                                               above,
                                                               above};
inline constexpr unsigned char of_any_tail = too_long | overlong_2 | two_tails;
alignas(16) inline constexpr unsigned char by_second_high[16] = {too_short,
                                                                 too_short,
                                                                 too_short,
                                                                 too_short,
                                                                 too_short,
                                                                 too_short,
                                                                 too_short,
                                                                 too_short,
                                                                 of_any_tail | overlong_3 | too_large_1000 | overlong_4,
                                                                 of_any_tail | overlong_3 | too_large,
                                                                 of_any_tail | surrogate | too_large,
                                                                 of_any_tail | surrogate | too_large,
                                                                 too_short,
                                                                 too_short,
                                                                 too_short,
                                                                 too_short};
// A byte above this begins a code point that 32 bytes, of which it is one of the last, do not hold.
alignas(32) inline constexpr unsigned char last_whole[32] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,      255,      255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0xF0 - 1, 0xE0 - 1, 0xC0 - 1};

DOCMILL_FOR_WIDE_VECTORS inline __m256i twice(const unsigned char (&table)[16]) {
  return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(table)));
}

// What is wrong in 32 bytes, behind the 32 before.
DOCMILL_FOR_WIDE_VECTORS inline __m256i mistakes_in(__m256i bytes, __m256i before) {
  const __m256i low_half = _mm256_set1_epi8(0x0F);
  const __m256i between = _mm256_permute2x128_si256(before, bytes, 0x21);
  const __m256i one_back = _mm256_alignr_epi8(bytes, between, 15);
  const __m256i pairs = _mm256_and_si256(
      _mm256_and_si256(
          _mm256_shuffle_epi8(twice(by_first_high), _mm256_and_si256(_mm256_srli_epi16(one_back, 4), low_half)),
          _mm256_shuffle_epi8(twice(by_first_low), _mm256_and_si256(one_back, low_half))),
      _mm256_shuffle_epi8(twice(by_second_high), _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_half)));
  // The second and third byte behind one that begins three or four must be two tails one behind the other, others not.
  const __m256i two_back = _mm256_alignr_epi8(bytes, between, 14), three_back = _mm256_alignr_epi8(bytes, between, 13);
  const __m256i is_tail = _mm256_or_si256(_mm256_subs_epu8(two_back, _mm256_set1_epi8(0xE0 - 0x80)),
                                          _mm256_subs_epu8(three_back, _mm256_set1_epi8(0xF0 - 0x80)));
  return _mm256_xor_si256(_mm256_and_si256(is_tail, _mm256_set1_epi8(static_cast<char>(0x80))), pairs);
}

// So many bytes from the front on, whole blocks, are valid, but that a code point may go on behind them, or end there
// too early.
DOCMILL_FOR_WIDE_VECTORS inline std::size_t count_valid_blocks(std::string_view text) {
  const auto load = [&](std::size_t at) DOCMILL_WITHIN_WIDE_VECTORS {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + at));
  };
  const __m256i whole = _mm256_load_si256(reinterpret_cast<const __m256i*>(last_whole));
  __m256i before = _mm256_setzero_si256();
  std::size_t at = 0;
  for (; text.size() - at >= valid_block; at += valid_block) {
    const __m256i first = load(at), second = load(at + 32);
    const bool is_ascii = _mm256_movemask_epi8(_mm256_or_si256(first, second)) == 0;
    const __m256i mistakes = is_ascii ? _mm256_subs_epu8(before, whole)
                                      : _mm256_or_si256(mistakes_in(first, before), mistakes_in(second, first));
    if (_mm256_testz_si256(mistakes, mistakes) == 0) break;
    before = second;
  }
  return at;
}

}  // namespace docmill::utf8::detail

#endif
