// What the phrases of a CueTable are found by: numbers made of their first bytes. Private to words/cues.cpp and
// words/cue_files.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace docmill::cleaner {

// Scripts without spaces between words: those of China and Japan, Thai, Lao, Khmer.
inline bool needs_no_border(char32_t c) {
  return (c >= 0x2E80 && c < 0xAC00) || (c >= 0xE00 && c < 0xF00) || (c >= 0x1780 && c < 0x1800);
}

inline bool is_ascii_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Phrases are found by their beginning. Most begin with a word of ASCII letters and digits: its first bytes are their
// key. Others have the first four bytes, and the few that are shorter the first two.
inline constexpr std::size_t longest_key = 8;
inline constexpr uint32_t n_word_buckets = 65536, n_other_buckets = 65536;

// For each number of bytes from 0 to 8: those of a number in memory.
inline constexpr std::array<uint64_t, longest_key + 1> first_bytes_masks = [] {
  std::array<uint64_t, longest_key + 1> masks{};
  for (std::size_t size = 0; size <= longest_key; ++size) {
    std::array<uint8_t, sizeof(uint64_t)> bytes{};
    std::fill_n(bytes.begin(), size, uint8_t{0xFF});
    masks[size] = std::bit_cast<uint64_t>(bytes);
  }
  return masks;
}();

// Bytes [at, at + size) of the text, `size` up to 8, as a number.
inline uint64_t bytes_at(std::string_view text, std::size_t at, std::size_t size) {
  uint64_t bytes = 0;
  if (at + sizeof bytes > text.size()) {
    std::memcpy(&bytes, text.data() + at, size);
    return bytes;
  }
  std::memcpy(&bytes, text.data() + at, sizeof bytes);
  return bytes & first_bytes_masks[size];
}

inline uint32_t word_bucket(std::string_view text, std::size_t at, std::size_t key_size) {
  return static_cast<uint32_t>(bytes_at(text, at, key_size) * 0x9E3779B97F4A7C15u >> 48);
}
// `size`: 4 or 2.
inline uint32_t other_bucket(std::string_view text, std::size_t at, std::size_t size) {
  return n_word_buckets + static_cast<uint32_t>(bytes_at(text, at, size) * 0x9E3779B97F4A7C15u >> 48);
}

// Bytes in the key of the word that begins there.
inline std::size_t key_size(std::string_view text, std::size_t at) {
  std::size_t size = 0;
  while (size < longest_key && at + size < text.size() && is_ascii_word(text[at + size])) ++size;
  return size;
}

// What stands behind the key, as a bit of 64: a space and a letter mostly, which give bits of their own.
inline unsigned follow_bit(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  return (byte(at) + byte(at + 1)) % 64;
}

// The two bytes there, as a number.
inline uint16_t first_two(std::string_view text, std::size_t at) {
  uint16_t bytes = 0;
  std::memcpy(&bytes, text.data() + at, sizeof bytes);
  return bytes;
}

}  // namespace docmill::cleaner
