#include "repetition.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "letters.hpp"

namespace docmill::language {

namespace {

constexpr std::size_t least_letters = 5;
constexpr std::size_t least_times = 3;

// Letters that come one after the other, and after how many of them, up to `longest`, they begin anew.
template <std::size_t longest>
class Rhythm {
 public:
  void add(char32_t letter) {
    for (std::size_t p = 1; p <= longest; ++p) broken_ |= static_cast<unsigned>(n_ >= p && last_[p - 1] != letter) << p;
    for (std::size_t p = longest; p > 1; --p) last_[p - 1] = last_[p - 2];
    last_[0] = letter;
    ++n_;
  }
  bool has(std::size_t times) const {
    for (std::size_t p = 1; p <= longest; ++p) {
      if ((broken_ >> p & 1) == 0 && n_ >= times * p) return true;
    }
    return false;
  }
  // May it still have one, whatever follows?
  bool can_have() const { return broken_ != (2u << longest) - 2; }
  std::size_t size() const { return n_; }

 private:
  std::array<char32_t, longest> last_{};  // the newest first
  unsigned broken_ = 0;                   // a bit for each number of letters
  std::size_t n_ = 0;
};

bool is_numeral(std::string_view word) {
  constexpr std::array<std::string_view, 13> signs{"M",  "CM", "D",  "CD", "C",  "XC", "L",
                                                   "XL", "X",  "IX", "V",  "IV", "I"};
  constexpr std::size_t most = 3;  // of a sign of one letter that is no five
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const std::size_t times = i % 4 == 0 ? most : 1;
    for (std::size_t n = 0; n < times && word.substr(0, signs[i].size()) == signs[i]; ++n)
      word.remove_prefix(signs[i].size());
  }
  return word.empty();
}

// Are there more letters at the beginning than two words over and over have?
bool begins_with_many_letters(std::string_view text) {
  constexpr std::size_t looked_at_first = 16;
  constexpr int most_letters = 6;
  if (text.size() < looked_at_first) return false;
  uint64_t letters = 0;  // a bit for each; what is none has one above them
  for (std::size_t i = 0; i < looked_at_first; ++i) {
    const unsigned letter = (static_cast<unsigned char>(text[i]) | 0x20u) - 'a';
    letters |= uint64_t{1} << std::min(letter, 63u);
  }
  return std::popcount(letters & ((uint64_t{1} << 26) - 1)) > most_letters;
}

// Is none of the next four letters like the first, or are there no more? Then none of them begins anew.
bool begins_otherwise(std::string_view text) {
  char first = 0;
  std::size_t letters = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    if (!ascii::is_letter(c)) continue;
    if (letters == 0) first = ascii::lower(c);
    else if (ascii::lower(c) == first) return false;
    if (++letters == least_letters) break;
  }
  return true;
}

constexpr bool is_sign_of_numeral(char c) {
  return c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C' || c == 'D' || c == 'M';
}

}  // namespace

bool is_repetition(std::string_view text) {
  if (begins_otherwise(text) || begins_with_many_letters(text)) return false;
  const LetterScripts& scripts = LetterScripts::get();
  Rhythm<4> all;
  Rhythm<3> word;
  bool of_words = true, often = false;  // every word has a rhythm, and one has it three times
  const auto end_word = [&] {
    if (word.size() == 0) return;
    of_words = of_words && word.has(2);
    often = often || word.has(least_times);
    word = {};
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (scripts[c] == USCRIPT_COMMON) {
      end_word();
      continue;
    }
    const char32_t letter = c < 0x80 ? static_cast<char32_t>(ascii::lower(static_cast<char>(c)))
                                     : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    all.add(letter);
    word.add(letter);
    if (!all.can_have() && !(of_words && word.can_have())) return false;
  }
  end_word();
  return all.size() >= least_letters && (all.has(least_times) || (of_words && often));
}

bool is_numerals(std::string_view text) {
  std::size_t words = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
    if (!ascii::is_letter(text[at])) {
      ++at;
      continue;
    }
    const std::size_t from = at;
    for (; at < text.size() && ascii::is_letter(text[at]); ++at) {
      if (!is_sign_of_numeral(text[at])) return false;
    }
    if (!is_numeral(text.substr(from, at - from))) return false;
    ++words;
  }
  return words >= 3;
}

}  // namespace docmill::language
