// Small closed lists of words by what they tell about the names around them: English ones, and of other languages those
// that tell which language a line is in and what a capital says there. General knowledge of the languages, none of the
// domain: that stands in the knowledge base.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/characters.hpp"

namespace docmill::linker {

namespace word_class {
inline constexpr uint32_t function = 1u << 0;      // stays lower case in title case: of, the, with
inline constexpr uint32_t ordinary = 1u << 1;      // a capital at the beginning of a sentence does not make it a name
inline constexpr uint32_t role = 1u << 2;          // President, CEO, Professor: stands before a name, is no part of it
inline constexpr uint32_t head = 1u << 3;          // University, Bank, Act: ends the name of an organisation or a law
inline constexpr uint32_t place_head = 1u << 4;    // River, Strait, Street
inline constexpr uint32_t company_head = 1u << 5;  // Inc, Holdings, Capital
inline constexpr uint32_t direction = 1u << 6;     // North, New, Latin: before a place it makes another place
inline constexpr uint32_t calendar = 1u << 7;      // Monday, October
inline constexpr uint32_t demonym = 1u << 8;       // English, Spanish: capital without being a name
inline constexpr uint32_t given_name = 1u << 9;
inline constexpr uint32_t surname = 1u << 10;       // Chinese and Korean surnames: the first part of a name
inline constexpr uint32_t said = 1u << 11;          // said, told, wrote: what stands before it speaks
inline constexpr uint32_t title = 1u << 12;         // Mr, Dr, Senator: what follows is a person
inline constexpr uint32_t place_word = 1u << 13;    // in, at, near: what follows may be a place
inline constexpr uint32_t count_word = 1u << 14;    // million, percent, years: the number before it counts something
inline constexpr uint32_t combining = 1u << 15;     // meta-, semi-: no name when a hyphen and a lower-case word follow
inline constexpr uint32_t particle = 1u << 16;      // de, van, bin: inside the name of a person
inline constexpr uint32_t abbreviation = 1u << 17;  // Mr., Inc.: its dot ends no sentence
inline constexpr uint32_t speak = 1u << 18;         // in, into, speaks, fluent: a language may follow
inline constexpr uint32_t verbal = 1u << 19;        // -based, -backed, -style: lower-case second part after a name
inline constexpr uint32_t joint = 1u << 20;         // Sino-, Anglo-, anti-: first part that is no name of its own
inline constexpr uint32_t empty = 1u << 21;         // says nothing about what stands around: country, former, made
inline constexpr uint32_t auxiliary = 1u << 22;     // is, has, would, not: small words that make a sentence, no heading
inline constexpr uint32_t other_function = 1u << 23;  // small words of other languages: der, le, los, что
inline constexpr uint32_t german = 1u << 24;          // small words that only German has: und, nicht, wurde
inline constexpr uint32_t common_noun = 1u << 25;     // German nouns that often stand beside a name: Firma, Million
inline constexpr uint32_t variant = 1u << 26;         // Pro, Ultra, Mini: behind a model it is the same model
// Small words of languages whose names have cases; one that several of them share may have all their bits.
inline constexpr uint32_t polish = 1u << 27;
inline constexpr uint32_t czech = 1u << 28;
inline constexpr uint32_t finnish = 1u << 29;
inline constexpr uint32_t turkish = 1u << 30;
inline constexpr uint32_t scandinavian = 1u << 31;
}  // namespace word_class

struct WordList {
  uint32_t classes;
  const char* words;  // between single spaces, lower case
};
// The lists of other languages than English.
std::span<const WordList> other_language_lists();

// Immutable after construction.
class WordLists {
 public:
  explicit WordLists(const CharacterTable& characters);
  // Classes of the word with this token hash; 0 for a word in none.
  uint32_t classes(uint32_t hash) const {
    std::size_t at = hash & mask_;
    while (slots_[at].classes != 0) {
      if (slots_[at].hash == hash) return slots_[at].classes;
      at = (at + 1) & mask_;
    }
    return 0;
  }
  // The classes of a function word of any language, 0 of other words. Faster than classes(): nearly all others are
  // turned away by a filter of 2 KiB.
  uint32_t function_classes(uint32_t hash) const {
    const uint32_t bit = hash & (function_filter_bits - 1);
    if ((function_filter_[bit >> 6] >> (bit & 63) & 1) == 0) return 0;
    const uint32_t found = classes(hash);
    return (found & (word_class::function | word_class::other_function)) != 0 ? found : 0;
  }
  bool is(uint32_t hash, uint32_t wanted) const { return (classes(hash) & wanted) != 0; }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t classes = 0;
  };
  void add(const CharacterTable& characters, const WordList& list);
  void add(uint32_t hash, uint32_t classes);
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  static constexpr std::size_t function_filter_bits = 16384;
  std::array<uint64_t, function_filter_bits / 64> function_filter_{};
};

// Can `particle` follow a Korean noun (는, 에서, 으로, …)?
bool is_korean_particle(std::string_view particle);

}  // namespace docmill::linker
