// The encodings of one byte a character that UTF-8 is mistaken for.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::cleaner {

// How much is needed before a text is taken for broken.
enum class Need : uint8_t {
  few,    // two that cannot be anything else
  words,  // two within words: the characters are signs of mathematics, of drawings
  most,   // most of what is above U+007F: the characters are letters of real text; but for what no text has
  all     // the same, without exception: letters of real text that stand side by side in it
};

class CodePage {
 public:
  // Of the bytes 0x80 to 0xFF, or 0xA0 to 0xFF; U+FFFD where there is none.
  constexpr CodePage(std::u16string_view characters, bool latin_1, Need need) : need(need), latin_1_(latin_1) {
    constexpr std::size_t all = 128, from_a0 = 96;
    // While compiling that is an error: a character too few would move all others to wrong bytes.
    if (characters.size() != all && characters.size() != from_a0) throw std::length_error("no page of one byte");
    const std::size_t left_out = bytes_.size() - characters.size();
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      const auto byte = static_cast<uint8_t>(0x80 + i);
      const char16_t c = i < left_out ? u'\uFFFD' : characters[i - left_out];
      bytes_[i] = {c == u'\uFFFD' ? char16_t{byte} : c, byte};  // as browsers read it
    }
    std::sort(bytes_.begin(), bytes_.end());
    for (std::size_t i = 0; i < low_.size(); ++i)
      low_[i] = static_cast<int16_t>(searched(static_cast<char16_t>(0x80 + i)));
  }
  // The byte that a character was, or -1.
  constexpr int byte_of(char32_t c) const {
    if (c < 0x80 || c >= 0xFFFD) return -1;
    return c <= 0xFF ? low_[c - 0x80] : searched(static_cast<char16_t>(c));
  }

  std::span<const std::pair<char16_t, uint8_t>> bytes() const { return bytes_; }

  Need need;

 private:
  constexpr int searched(char16_t c) const {
    const auto at = std::lower_bound(bytes_.begin(), bytes_.end(), std::pair{c, uint8_t{0}});
    if (at != bytes_.end() && at->first == c) return at->second;
    return latin_1_ && c <= 0xFF ? static_cast<int>(c) : -1;
  }

  std::array<std::pair<char16_t, uint8_t>, 128> bytes_{};
  std::array<int16_t, 128> low_{};  // of U+0080 to U+00FF
  bool latin_1_;                    // what has no place in the table is the byte of Latin-1
};

// The likely ones first: of two that explain as much the first is taken.
std::span<const CodePage> code_pages();

// The byte of a character of Windows-1252, C1 controls where it has none; -1: of no byte above 0x7F.
int byte_in_windows_1252(char32_t c);

// A page whose letters are not Latin. Text in it that was read as Windows-1252 has whole words of "Ìåëüíèöà".
struct AlphabetPage {
  std::array<char16_t, 128> characters;  // of the bytes from 0x80 on
  std::u16string_view common;            // letters of which most of a text consists, in lower case
};
std::span<const AlphabetPage> alphabet_pages();

// A page of Latin letters that the West does not have. Text in it that was read as Windows-1252 has others: "pøíli¹".
struct LetterPage {
  std::u16string_view characters;                  // of the bytes from 0x80 or from 0xA0 on
  std::span<const std::u32string_view> languages;  // letters beyond ASCII of each, in lower case
  char32_t character_of(char32_t read) const;      // what was read as this; itself, where the page has none
};
std::span<const LetterPage> letter_pages();

// Where a sequence of UTF-8 may begin: a character that was a byte which begins one, with another behind it that was a
// byte which goes on, in at least one page.
struct Pair {
  uint32_t at;
  uint32_t pages;  // a bit for each
};
struct Pairs {
  std::vector<Pair> pairs;     // in order
  std::size_t characters = 0;  // above U+007F, in all
};
Pairs find_pairs(std::string_view text);

}  // namespace docmill::cleaner
