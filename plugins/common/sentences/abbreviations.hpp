// Abbreviations, as whole words, by language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "words/word_table.hpp"

namespace docmill::sentences {

// What an abbreviation is, without its last dot ("Mr", "e.g", "EE.UU").
enum class Abbreviation : uint8_t {
  none,
  never_last,     // a name, a number or an example follows: Mr, e.g, z.B, ул
  before_number,  // an abbreviation when a number follows, else a word: No, p, Art, str
  may_be_last,    // Inc, U.S, Mrd: ends a sentence where a word follows that begins sentences
  usually_last,   // etc, a.m, usw: ends one before any capital
  word,           // a name or word when written so (Max, beside max.); never the answer of `find`
};

// The lists of one language and those of all. Words are compared as they are written; a capital at the beginning is
// forgiven ("Approx." is "approx."). Made once for each language of a splitter; looking up takes no time worth naming
// and allocates nothing. A language without lists has those of English, "" the titles of
// all the others as well.
class Abbreviations {
 public:
  explicit Abbreviations(std::string_view language);
  Abbreviation find(std::string_view word) const;
  // Is it a name that ends in an exclamation mark: Yahoo!, Jeopardy!
  static bool is_exclaimed_name(std::string_view word);

 private:
  words::WordTable table_;
};

}  // namespace docmill::sentences
