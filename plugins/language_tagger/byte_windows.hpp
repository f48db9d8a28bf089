// Sixteen bytes of a text at a time, each of which gives a bit: what is found is the same as byte by byte, only sooner.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "docmill/base/bytes16.hpp"
#include "docmill/base/wide_vectors.hpp"

namespace docmill::language {

inline constexpr std::size_t window = bytes16::size;
using WindowBytes = bytes16::Bytes;
using bytes16::high_bits;

// The bytes at text[at] to text[at + window - 1], which must be there.
inline WindowBytes window_at(std::string_view text, std::size_t at) { return bytes16::load(text.data() + at); }

// 0xFF where the byte is `value`, or from `first` to `last`; else 0.
inline WindowBytes is(WindowBytes bytes, uint8_t value) { return bytes16::is(bytes, static_cast<char>(value)); }
inline WindowBytes is_from_to(WindowBytes bytes, uint8_t first, uint8_t last) {
  return bytes16::is_between(bytes, static_cast<char>(first), static_cast<char>(last));
}

inline constexpr auto mask_and_zeros = [] {
  std::array<char, 2 * window> bytes{};
  for (std::size_t i = 0; i < window; ++i) bytes[i] = '\xFF';
  return bytes;
}();
// The first `n` of the bytes, at most all, with zeros behind them.
inline WindowBytes first_bytes(WindowBytes bytes, std::size_t n) {
  return bytes & bytes16::load(mask_and_zeros.data() + window - n);
}

// The highest bit of each byte of one window or of two.
struct OneWindow {
  using Bytes = WindowBytes;
  static uint32_t high_bits(const Bytes& bytes) { return bytes16::high_bits(bytes); }
};
struct TwoWindows {
  using Bytes = bytes32::Bytes;
  DOCMILL_FOR_WIDE_VECTORS static uint32_t high_bits(const Bytes& bytes) { return bytes32::high_bits(bytes); }
};

// A to Z and a to z.
inline WindowBytes ascii_letters(WindowBytes bytes) { return is_from_to(bytes | 0x20, 'a', 'z'); }

inline bool is_ascii(std::string_view text) {
  std::size_t at = 0;
  for (; at + window <= text.size(); at += window) {
    if (high_bits(window_at(text, at)) != 0) return false;
  }
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace docmill::language
