// Scans over many bytes at a time, by the vector types of GCC and Clang, which every target has: what they find is the
// same as byte by byte, only sooner.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace docmill::cleaner {

namespace detail {

using Bytes16 = uint8_t __attribute__((vector_size(16)));

inline Bytes16 load(const char* at) {
  Bytes16 v;
  std::memcpy(&v, at, sizeof v);
  return v;
}
inline Bytes16 all(uint8_t byte) { return Bytes16{} + byte; }
// Lanes that compare equal come as 0xFF.
template <class Mask>
bool any(Mask mask) {
  uint64_t halves[2];
  std::memcpy(halves, &mask, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}
// The sum of the 16 bytes.
inline uint32_t sum(Bytes16 bytes) {
  uint64_t halves[2];
  std::memcpy(halves, &bytes, sizeof halves);
  constexpr uint64_t even = 0x00FF00FF00FF00FFu, one = 0x0001000100010001u;
  uint64_t pairs = 0;
  for (const uint64_t h : halves) pairs += (h & even) + (h >> 8 & even);
  return static_cast<uint32_t>(pairs * one >> 48);
}

}  // namespace detail

inline constexpr std::size_t scan_width = 16;

// Are the 16 bytes letters and marks of any script, and spaces, each of which one of those follows? Not so where one
// may begin a control character, an odd space or something invisible. Reads 17 bytes.
inline bool is_plain_stretch(const char* at) {
  using namespace detail;
  const auto odd = [](Bytes16 v) {
    return (v == all(0x7F)) | (v == all(0xC2)) | ((v >= all(0xE1)) & (v <= all(0xE3))) | (v == all(0xEF));
  };
  const Bytes16 here = load(at), next = load(at + 1);
  return !any((here < all(' ')) | odd(here) | ((here == all(' ')) & ((next <= all(' ')) | odd(next))));
}

// The first byte that is `limit` or above, from `from` on; the size when there is none.
inline std::size_t find_at_least(std::string_view text, uint8_t limit, std::size_t from) {
  std::size_t at = from;
  for (; at + scan_width <= text.size(); at += scan_width)
    if (detail::any(detail::load(text.data() + at) >= detail::all(limit))) break;
  while (at < text.size() && static_cast<uint8_t>(text[at]) < limit) ++at;
  return at;
}

// The first place of a word that lies in the 16 from `at` on, npos where none does. First and last byte are looked for
// together, since one alone is found too often. Reads 15 bytes and the word's from there.
inline std::size_t find_word_here(std::string_view text, std::string_view word, std::size_t at) {
  const char* p = text.data() + at;
  const auto both = (detail::load(p) == detail::all(static_cast<uint8_t>(word.front()))) &
                    (detail::load(p + word.size() - 1) == detail::all(static_cast<uint8_t>(word.back())));
  if (!detail::any(both)) return std::string_view::npos;
  for (std::size_t k = at; k < at + scan_width; ++k)
    if (text[k] == word.front() && text.compare(k, word.size(), word) == 0) return k;
  return std::string_view::npos;
}

// text.find(word, from) for a long text.
inline std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  std::size_t at = from;
  for (; at + scan_width + word.size() - 1 <= text.size(); at += scan_width)
    if (const std::size_t found = find_word_here(text, word, at); found != std::string_view::npos) return found;
  return text.find(word, at);
}

// How often the byte stands in the text.
inline std::size_t count_byte(std::string_view text, uint8_t byte) {
  constexpr std::size_t most_turns = 255;  // no lane of a sum can pass that
  std::size_t found = 0, at = 0;
  while (at + scan_width <= text.size()) {
    detail::Bytes16 lanes{};
    for (std::size_t turn = 0; turn < most_turns && at + scan_width <= text.size(); ++turn, at += scan_width)
      lanes -= reinterpret_cast<detail::Bytes16>(detail::load(text.data() + at) == detail::all(byte));
    found += detail::sum(lanes);
  }
  for (; at < text.size(); ++at) found += static_cast<uint8_t>(text[at]) == byte;
  return found;
}

// find_at_least for any question that a vector of bytes and a single byte can both be asked.
template <class IsOdd>
std::size_t find_odd(std::string_view text, std::size_t from, IsOdd is_odd) {
  std::size_t at = from;
  for (; at + scan_width <= text.size(); at += scan_width)
    if (detail::any(is_odd(detail::load(text.data() + at)))) break;
  while (at < text.size() && !is_odd(static_cast<uint8_t>(text[at]))) ++at;
  return at;
}

// A hash of eight bytes at a time, for tables that live no longer than a page.
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
};
AsciiCounts count_ascii(std::string_view text);

}  // namespace docmill::cleaner
