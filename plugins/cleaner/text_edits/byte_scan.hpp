// Scans over many bytes at a time, by the vector types of GCC and Clang, which every target has: what they find is the
// same as byte by byte, only sooner.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "docmill/base/bytes16.hpp"
#include "docmill/base/wide_vectors.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace docmill::cleaner {

namespace detail {

using Bytes16 = bytes16::Bytes;
using bytes16::any;
using bytes16::load;
inline Bytes16 all(uint8_t byte) { return Bytes16{} + byte; }
// The sum of the 16 bytes.
inline uint32_t sum(Bytes16 bytes) {
#ifdef __SSE2__
  const __m128i sums = _mm_sad_epu8(reinterpret_cast<__m128i>(bytes), _mm_setzero_si128());
  return static_cast<uint32_t>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
#else
  uint64_t halves[2];
  std::memcpy(halves, &bytes, sizeof halves);
  constexpr uint64_t even = 0x00FF00FF00FF00FFu, one = 0x0001000100010001u;
  uint64_t pairs = 0;
  for (const uint64_t h : halves) pairs += (h & even) + (h >> 8 & even);
  return static_cast<uint32_t>(pairs * one >> 48);
#endif
}

}  // namespace detail

inline constexpr std::size_t scan_width = bytes16::size;

// How many of the 16 bytes, from the first on, are letters and marks of any script, and spaces, each of which one of
// those follows. It ends at what may begin a control character, an odd space or something invisible. Reads 17 bytes.
inline uint32_t plain_stretch(const char* at) {
  using namespace detail;
  const auto odd = [](Bytes16 v) {
    return (v == all(0x7F)) | (v == all(0xC2)) | (v - all(0xE1) <= all(0xE3 - 0xE1)) | (v == all(0xEF));
  };
  const Bytes16 here = load(at), next = load(at + 1);
  const uint32_t found =
      bytes16::high_bits((here < all(' ')) | odd(here) | ((here == all(' ')) & ((next <= all(' ')) | odd(next))));
  return static_cast<uint32_t>(std::countr_zero(found | 1u << scan_width));
}

// text.find(byte, from) for one that mostly stands near; the size when there is none.
inline std::size_t find_near(std::string_view text, char byte, std::size_t from) {
  constexpr int near = 4;  // turns, before a call pays
  std::size_t at = from;
  for (int turn = 0; turn < near && at + scan_width <= text.size(); ++turn, at += scan_width)
    if (const uint32_t found =
            bytes16::high_bits(detail::load(text.data() + at) == detail::all(static_cast<uint8_t>(byte))))
      return at + static_cast<std::size_t>(std::countr_zero(found));
  if (at >= text.size()) return text.size();
  const void* const found = std::memchr(text.data() + at, byte, text.size() - at);
  return found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// The first byte that is `limit` or above, from `from` on; the size when there is none.
inline std::size_t find_at_least(std::string_view text, uint8_t limit, std::size_t from) {
  std::size_t at = from;
  for (; at + scan_width <= text.size(); at += scan_width)
    if (const uint32_t found = bytes16::high_bits(detail::load(text.data() + at) >= detail::all(limit)); found != 0)
      return at + static_cast<std::size_t>(std::countr_zero(found));
  while (at < text.size() && static_cast<uint8_t>(text[at]) < limit) ++at;
  return at;
}

// In which of the 16 places from `at` on may the word begin? First and last byte are looked for together, since one
// alone is found too often. Reads 15 bytes and the word's from there.
inline auto ends_of_word(const char* at, std::string_view word) {
  return (detail::load(at) == detail::all(static_cast<uint8_t>(word.front()))) &
         (detail::load(at + word.size() - 1) == detail::all(static_cast<uint8_t>(word.back())));
}

// The first place of a word that lies in the 16 from `at` on, npos where none does. Reads as much.
inline std::size_t find_word_here(std::string_view text, std::string_view word, std::size_t at) {
  for (uint32_t places = bytes16::high_bits(ends_of_word(text.data() + at, word)); places != 0; places &= places - 1) {
    const std::size_t k = at + static_cast<std::size_t>(std::countr_zero(places));
    if (text.compare(k, word.size(), word) == 0) return k;
  }
  return std::string_view::npos;
}

// How many bytes are what a vector of bytes and a single byte can both be asked for.
template <class IsOne>
std::size_t count_where(std::string_view text, IsOne is_one) {
  constexpr std::size_t most_turns = 255;  // no lane of a sum can pass that
  std::size_t found = 0, at = 0;
  while (at + scan_width <= text.size()) {
    detail::Bytes16 lanes{};
    for (std::size_t turn = 0; turn < most_turns && at + scan_width <= text.size(); ++turn, at += scan_width)
      lanes -= reinterpret_cast<detail::Bytes16>(is_one(detail::load(text.data() + at)));
    found += detail::sum(lanes);
  }
  for (; at < text.size(); ++at) found += is_one(static_cast<uint8_t>(text[at])) ? 1 : 0;
  return found;
}

// How often the byte stands in the text.
inline std::size_t count_byte(std::string_view text, uint8_t byte) {
  return count_where(text, [byte](auto bytes) { return bytes == byte; });
}

// Is there a byte that is odd and wrong? The first is asked of a vector of bytes and of a single byte, and bytes below
// `least` are never odd; the second is asked of the places of those that are odd, which should be few.
template <class IsOdd, class IsWrong>
bool any_odd(std::string_view text, uint8_t least, IsOdd is_odd, IsWrong is_wrong) {
  std::size_t at = 0;
  for (; at + scan_width <= text.size(); at += scan_width) {
    const detail::Bytes16 bytes = detail::load(text.data() + at);
    if (!detail::any(bytes >= detail::all(least))) continue;  // most text is ASCII
    for (uint32_t odd = bytes16::high_bits(is_odd(bytes)); odd != 0; odd &= odd - 1)
      if (is_wrong(at + static_cast<std::size_t>(std::countr_zero(odd)))) return true;
  }
  for (; at < text.size(); ++at)
    if (is_odd(static_cast<uint8_t>(text[at])) && is_wrong(at)) return true;
  return false;
}

// A hash of eight bytes at a time, for tables in memory: another on machines of the other byte order.
inline uint64_t quick_hash(std::string_view text) {
  uint64_t h = text.size();
  const auto mix = [&h](uint64_t word) {
    h = (h ^ word) * 0x9E3779B97F4A7C15u;
    h ^= h >> 32;
  };
  const auto load_at = [&](std::size_t at, auto word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    return word;
  };
  const std::size_t size = text.size();
  if (size >= sizeof(uint64_t)) {
    for (std::size_t at = 0; at + sizeof(uint64_t) < size; at += sizeof(uint64_t)) mix(load_at(at, uint64_t{}));
    mix(load_at(size - sizeof(uint64_t), uint64_t{}));
  } else if (size >= sizeof(uint32_t)) {
    mix(uint64_t{load_at(0, uint32_t{})} << 32 | load_at(size - sizeof(uint32_t), uint32_t{}));
  } else if (size > 0) {
    const auto byte = [&](std::size_t at) { return static_cast<uint64_t>(static_cast<unsigned char>(text[at])); };
    mix(byte(0) << 16 | byte(size / 2) << 8 | byte(size - 1));
  }
  return h;
}

// What classify/lines.cpp counts, in ASCII. A word begins where a byte above the space follows one that is not.
struct AsciiCounts {
  uint32_t words = 0, capitals = 0, joints = 0, digits = 0, sentence_ends = 0, separators = 0;
  bool high = false;  // there are bytes that are none of ASCII; they count as marks
  bool odd = false;   // there are control characters, or spaces behind spaces
};
// Of bytes [start, end); what stands around them does not matter, but is read at once with them where it is there.
// `by_wide_vectors`: of 32 bytes, only where the processor has them; what is found is the same.
AsciiCounts count_ascii(std::string_view text, std::size_t start, std::size_t end,
                        bool by_wide_vectors = has_wide_vectors);
inline AsciiCounts count_ascii(std::string_view text) { return count_ascii(text, 0, text.size()); }

}  // namespace docmill::cleaner
