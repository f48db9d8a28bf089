// The words of a text one after the other, with their places.
//
// A word is a run of letters, digits and combining marks, case-folded (simple folding). Scripts that put no spaces
// between words (Han, katakana, Thai, Lao, Khmer, Myanmar) are taken in pairs of neighbouring characters, hiragana left
// out (in Japanese it is mostly endings).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::words {

// A word by a 64-bit hash of its bytes (FNV-1a): the same everywhere; two words that meet count as one.
using WordHash = uint64_t;
WordHash hash_of(std::string_view bytes);

struct Word {
  std::size_t start = 0, end = 0;  // bytes of the text
  std::string_view folded;         // in the scratch string until the next word; of a pair the text itself
  std::size_t letters = 0;         // code points; Indic vowel signs are as good as letters
  std::size_t capitals = 0;
  bool first_capital = false;
  bool digit = false;  // there is one
  bool pair = false;   // two characters of a script without spaces
};

// Reads a text once. Belongs to one thread; borrows both strings.
class WordReader {
 public:
  // `text`: valid UTF-8. `scratch` holds the folded word.
  WordReader(std::string_view text, std::string& scratch) : text_(text), scratch_(scratch) {}
  // The next word; false at the end. Linear in what is read.
  bool next(Word& word);

 private:
  void add(Word& word, char32_t c, bool is_letter) const;

  std::string_view text_;
  std::string& scratch_;
  std::size_t at_ = 0;
  std::size_t pair_start_ = 0;  // of the paired character before, when `paired_`
  bool paired_ = false;
};

}  // namespace docmill::words
