// The features of the character n-gram model: what the training program counts is what the tagger looks up.
//
// A word is a run of letters (apostrophes and combining marks inside it belong to it), in lower case, with a sign for
// its beginning and its end. Its features are its n-grams of two to five signs and the word as a whole, each a hash of
// 32 bits (after the hashed n-grams of fastText: Bojanowski et al., "Enriching Word Vectors with Subword
// Information", TACL 2017).
#pragma once

#include <unicode/uchar.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

inline constexpr std::size_t shortest_ngram = 2;
inline constexpr std::size_t longest_ngram = 5;
inline constexpr std::size_t longest_word = 40;  // letters; what is beyond is left out
inline constexpr std::size_t most_features = (longest_word + 2) * longest_ngram + 1;  // of one word

// The letter in lower case, or 0 for what is none. Not thread-dependent; ICU's simple case mapping.
class LetterTable {
 public:
  LetterTable() {
    for (char32_t c = 0; c < table_.size(); ++c) table_[c] = slow(c);
  }
  char32_t operator[](char32_t c) const { return c < table_.size() ? table_[c] : slow(c); }

 private:
  static char32_t slow(char32_t c) {
    const auto u = static_cast<UChar32>(c);
    if (c == 0x2019 || c == '\'' || c == 0x2BC) return '\'';
    if (u_isalpha(u)) return static_cast<char32_t>(u_tolower(u));
    const int8_t type = u_charType(u);
    return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ? c : 0;
  }
  std::array<char32_t, 0x800> table_{};
};

// Calls `take(hash)` for every feature of the word, whose letters stand in word[1] to word[size]; word[0] and
// word[size + 1] are the signs of its ends.
template <class F>
inline void each_feature(const char32_t* word, std::size_t size, F&& take) {
  constexpr uint32_t prime = 0x9E3779B1u;
  uint32_t whole = 0x5bd1e995u;
  for (std::size_t i = 0; i < size + 2; ++i) {
    whole = (whole ^ word[i]) * prime;
    whole ^= whole >> 15;
    uint32_t hash = 0x811C9DC5u;
    for (std::size_t k = 0; k < longest_ngram && i + k < size + 2; ++k) {
      hash = (hash ^ word[i + k]) * prime;
      hash ^= hash >> 15;
      if (k + 1 < shortest_ngram) continue;
      take(hash * 0x85EBCA6Bu);
    }
  }
  if (size + 2 > longest_ngram) take(whole * 0x85EBCA6Bu);
}

// Walks over the words of valid UTF-8.
class Words {
 public:
  explicit Words(const LetterTable& letters) : letters_(letters) { word_[0] = '<'; }

  // The word that begins at text[at] or, where none does, the next one: its letters stand in letters()[1] to
  // letters()[size], see each_feature. `at` moves behind it. Gives its size, 0 at the end of the text.
  std::size_t next(std::string_view text, std::size_t& at) {
    std::size_t size = 0;
    while (at < text.size()) {
      const auto byte = static_cast<unsigned char>(text[at]);
      char32_t c = byte;
      if (byte < 0x80) ++at;
      else c = utf8::next(text, at);
      c = letters_[c];
      if (c == '\'' && size == 0) continue;
      if (c == 0 && size > 0) break;
      if (c != 0 && size < longest_word) word_[++size] = c;
    }
    while (size > 1 && word_[size] == '\'') --size;
    word_[size + 1] = '>';
    return size;
  }
  const char32_t* letters() const { return word_.data(); }

 private:
  const LetterTable& letters_;
  std::array<char32_t, longest_word + 2> word_{};
};

}  // namespace docmill::language
