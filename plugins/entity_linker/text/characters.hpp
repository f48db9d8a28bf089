// What the linker asks of a character: is it part of a word, does it stand for itself, what is its case. By Unicode
// properties (ICU), cached in tables for everything below U+3100, so that the hot loop makes no calls.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace docmill::linker {

inline bool is_all_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Bits of CharacterTable::traits.
namespace trait {
inline constexpr uint8_t letter = 1;
inline constexpr uint8_t digit = 2;
inline constexpr uint8_t mark = 4;  // combining: belongs to what stands before it
inline constexpr uint8_t upper = 8;
inline constexpr uint8_t lower = 16;
inline constexpr uint8_t space = 32;
inline constexpr uint8_t ideograph = 64;  // of a script without spaces (Han, Kana, Thai, Lao, Khmer, Burmese)
inline constexpr uint8_t hangul = 128;    // Korean syllable: particles are written on to the word
inline constexpr uint8_t word = letter | digit | mark;
}  // namespace trait

// Immutable after construction; may be used by many threads.
class CharacterTable {
 public:
  CharacterTable();

  uint8_t traits(char32_t c) const { return c < cached ? traits_[c] : traits_of(c); }
  // Simple case folding, one form for the apostrophes, for the hyphens and dashes and for letters of full width, and
  // what capitals do not tell apart: accents of Greek, the two letters i of Turkish, Е and Ё. Of ß, which is SS in
  // capitals, see sharp_s().
  char32_t fold(char32_t c) const { return c < cached ? fold_[c] : fold_of(c); }

 private:
  static constexpr char32_t cached = 0x3100;
  static uint8_t traits_of(char32_t c);
  static char32_t fold_of(char32_t c);
  std::array<uint8_t, cached> traits_;
  std::array<uint16_t, cached> fold_;
};

// ß and ẞ stand for two letters s.
constexpr bool sharp_s(char32_t c) { return c == 0xDF || c == 0x1E9E; }

// Letters and digits as Japanese papers print them, twice as wide: ＴＳＭＣ. The ASCII character, or `c` itself.
inline constexpr char32_t full_width = 0xFEE0;  // what lies between the two
constexpr char32_t half_width(char32_t c) {
  const bool wide = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
  return wide ? c - full_width : c;
}

// One form for the many apostrophes ('), dashes (-) and middle dots; other
// characters as they are.
constexpr char32_t plain_punctuation(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x05F3:
    case 0xFF07: return U'\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
    case 0xFF0D: return U'-';
    case 0x05F4: return U'"';  // between the last two letters of a Hebrew abbreviation
    case 0x2022:
    case 0x2027:
    case 0x2219:
    case 0x22C5:
    case 0x30FB:
    case 0xFF65: return 0xB7;  // between the parts of a foreign name in Chinese and Japanese
    case 0xFF06:
    case 0xFF08:
    case 0xFF09:
    case 0xFF0B:
    case 0xFF0E:
    case 0xFF0F:
    case 0xFF20: return c - full_width;
    default: return c;
  }
}

}  // namespace docmill::linker
