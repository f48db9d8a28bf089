// Small closed lists of words by what they tell about the names around them: English ones, and of other languages those
// that tell which language a line is in and what a capital says there. General knowledge of the languages, none of the
// domain: that stands in the knowledge base.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/characters.hpp"
#include "text/tokens.hpp"
#include "text/word_table.hpp"

namespace docmill::linker {

namespace word_class {
inline constexpr uint64_t function = uint64_t{1} << 0;  // stays lower case in title case: of, the, with
inline constexpr uint64_t ordinary = uint64_t{1}
                                     << 1;          // a capital at the beginning of a sentence does not make it a name
inline constexpr uint64_t role = uint64_t{1} << 2;  // President, CEO, Professor: stands before a name, is no part of it
inline constexpr uint64_t head = uint64_t{1} << 3;  // University, Bank, Act: ends the name of an organisation or a law
inline constexpr uint64_t place_head = uint64_t{1} << 4;    // River, Strait, Street
inline constexpr uint64_t company_head = uint64_t{1} << 5;  // Inc, Holdings, Capital
inline constexpr uint64_t direction = uint64_t{1} << 6;     // North, New, Latin: before a place it makes another place
inline constexpr uint64_t calendar = uint64_t{1} << 7;      // Monday, October
inline constexpr uint64_t demonym = uint64_t{1} << 8;       // English, Spanish: capital without being a name
inline constexpr uint64_t given_name = uint64_t{1} << 9;
inline constexpr uint64_t surname = uint64_t{1} << 10;     // Chinese and Korean surnames: the first part of a name
inline constexpr uint64_t said = uint64_t{1} << 11;        // said, told, wrote: what stands before it speaks
inline constexpr uint64_t title = uint64_t{1} << 12;       // Mr, Dr, Senator: what follows is a person
inline constexpr uint64_t place_word = uint64_t{1} << 13;  // in, at, near: what follows may be a place
inline constexpr uint64_t count_word = uint64_t{1}
                                       << 14;  // million, percent, years: the number before it counts something
inline constexpr uint64_t combining = uint64_t{1}
                                      << 15;  // meta-, semi-: no name when a hyphen and a lower-case word follow
inline constexpr uint64_t particle = uint64_t{1} << 16;      // de, van, bin: inside the name of a person
inline constexpr uint64_t abbreviation = uint64_t{1} << 17;  // Mr., Inc.: its dot ends no sentence
inline constexpr uint64_t speak = uint64_t{1} << 18;         // in, into, speaks, fluent: a language may follow
inline constexpr uint64_t verbal = uint64_t{1} << 19;  // -based, -backed, -style: lower-case second part after a name
inline constexpr uint64_t joint = uint64_t{1} << 20;   // Sino-, Anglo-, anti-: first part that is no name of its own
inline constexpr uint64_t empty = uint64_t{1} << 21;   // says nothing about what stands around: country, former, made
inline constexpr uint64_t auxiliary = uint64_t{1}
                                      << 22;  // is, has, would, not: small words that make a sentence, no heading
inline constexpr uint64_t other_function = uint64_t{1} << 23;  // small words of other languages: der, le, los, что
inline constexpr uint64_t german = uint64_t{1} << 24;          // small words that only German has: und, nicht, wurde
inline constexpr uint64_t common_noun = uint64_t{1}
                                        << 25;          // German nouns that often stand beside a name: Firma, Million
inline constexpr uint64_t variant = uint64_t{1} << 26;  // Pro, Ultra, Mini: behind a model it is the same model
// Small words of languages whose names have cases; one that several of them
// share may have all their bits.
inline constexpr uint64_t polish = uint64_t{1} << 27;
inline constexpr uint64_t czech = uint64_t{1} << 28;
inline constexpr uint64_t finnish = uint64_t{1} << 29;
inline constexpr uint64_t turkish = uint64_t{1} << 30;
inline constexpr uint64_t scandinavian = uint64_t{1} << 31;
inline constexpr uint64_t hungarian = uint64_t{1} << 32;
// Sir, Madam and Mr. of other languages than English (señora, pan, rouva): only
// in lines that are not English.
inline constexpr uint64_t other_title = uint64_t{1} << 33;
inline constexpr uint64_t profession = uint64_t{1} << 34;  // novelist, son: written small before a name, of a person
}  // namespace word_class

struct WordList {
  uint64_t classes;
  const char* words;  // between single spaces, lower case
};
// The lists of other languages than English.
std::span<const WordList> other_language_lists();

// The languages that lines are told to be in by small words of theirs, besides English.
inline constexpr std::size_t n_case_languages = 7;
inline constexpr std::array<std::pair<uint64_t, CaseLanguage>, n_case_languages> case_languages = {
    {{word_class::german, CaseLanguage::german},
     {word_class::polish, CaseLanguage::polish},
     {word_class::czech, CaseLanguage::czech},
     {word_class::finnish, CaseLanguage::finnish},
     {word_class::turkish, CaseLanguage::turkish},
     {word_class::hungarian, CaseLanguage::hungarian},
     {word_class::scandinavian, CaseLanguage::scandinavian}}};

// What a small word (word_class::function or other_function) is one of: the classes that matter for languages.
namespace small_word {
inline constexpr uint32_t only_english = 1, english = 2, only_other = 4;
inline constexpr uint32_t first_case = 3;  // from this bit on: case_languages, in their order
}  // namespace small_word

// Immutable after construction.
class WordLists {
 public:
  explicit WordLists(const CharacterTable& characters);
  // Classes of the word with this token hash; 0 for a word in none.
  uint64_t classes(uint32_t hash) const { return sets_[words_.find(hash)]; }
  // What small word of any language it is (small_word), 0 of other words. Half of the words of a text are small ones,
  // so these have a table of their own, which a processor holds beside the text.
  uint32_t small_word(uint32_t hash) const { return small_.find(hash); }
  bool is(uint32_t hash, uint64_t wanted) const { return (classes(hash) & wanted) != 0; }
  // A given name, of the lists or one of the many others (given_names.hpp), which are asked for words with a capital
  // only.
  bool is_given_name(uint32_t hash) const { return is(hash, word_class::given_name) || is_other_given_name(hash); }
  bool is_other_given_name(uint32_t hash) const {
    const uint32_t group = hash >> log_names_in_group;
    const auto first = names_.begin() + first_name_[group], last = names_.begin() + first_name_[group + 1];
    return std::find(first, last, hash) != last;
  }

 private:
  using Words = WordTable<12>;
  using SmallWords = WordTable<10>;
  static constexpr int log_names_in_group = 19;  // so that a group of hashes has one name
  uint32_t set_of(uint64_t classes);
  void take_other_names(const CharacterTable& characters);
  void place_small_words(std::span<const Words::Word> words);
  std::vector<uint64_t> sets_{0};  // of classes: a number of a set is half as long as the set, and there are not many
  Words words_;                    // numbers of sets
  SmallWords small_;
  std::vector<uint32_t> names_;  // the hashes of the other given names, by their upper bits
  std::vector<uint32_t> first_name_ = std::vector<uint32_t>((std::size_t{1} << (32 - log_names_in_group)) + 1);
};

// Can `particle` follow a Korean noun (는, 에서, 으로, …)?
bool is_korean_particle(std::string_view particle);

}  // namespace docmill::linker
