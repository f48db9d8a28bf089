#include "repetition.hpp"

#include <unicode/uchar.h>

#include <array>
#include <cstddef>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "letters.hpp"

namespace docmill::language {

namespace {

constexpr std::size_t least_letters = 5;
constexpr std::size_t least_times = 3;

// Letters that come one after the other, and after how many of them they begin anew.
class Rhythm {
 public:
  explicit Rhythm(std::size_t longest) : longest_(longest) {}
  void add(char32_t letter) {
    for (std::size_t p = 1; p <= longest_; ++p)
      broken_[p] = broken_[p] || (n_ >= p && last_[(n_ - p) % last_.size()] != letter);
    last_[n_++ % last_.size()] = letter;
  }
  bool has(std::size_t times) const {
    for (std::size_t p = 1; p <= longest_; ++p) {
      if (!broken_[p] && n_ >= times * p) return true;
    }
    return false;
  }
  // May it still have one, whatever follows?
  bool can_have() const {
    for (std::size_t p = 1; p <= longest_; ++p) {
      if (!broken_[p]) return true;
    }
    return false;
  }
  std::size_t size() const { return n_; }

 private:
  static constexpr std::size_t most = 4;
  std::size_t longest_;
  std::array<bool, most + 1> broken_{};
  std::array<char32_t, most> last_{};
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

}  // namespace

bool is_repetition(std::string_view text) {
  const LetterScripts& scripts = LetterScripts::get();
  Rhythm all(4), word(3);
  bool of_words = true, often = false;  // every word has a rhythm, and one has it three times
  const auto end_word = [&] {
    if (word.size() == 0) return;
    of_words = of_words && word.has(2);
    often = often || word.has(least_times);
    word = Rhythm(3);
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (scripts[c] == USCRIPT_COMMON) {
      end_word();
      continue;
    }
    const auto letter = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
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
    while (at < text.size() && ascii::is_letter(text[at])) ++at;
    if (!is_numeral(text.substr(from, at - from))) return false;
    ++words;
  }
  return words >= 3;
}

}  // namespace docmill::language
