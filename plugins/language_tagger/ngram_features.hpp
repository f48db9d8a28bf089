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
inline constexpr std::size_t signs_at_once = 8;  // from which on n-grams are hashed together

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

// The signs of a word: those of its ends and its letters between them. What is behind them may be read, and says
// nothing.
using Spelling = std::array<char32_t, longest_word + 2 + signs_at_once + longest_ngram>;

inline constexpr uint32_t hash_prime = 0x9E3779B1u, last_hash_prime = 0x85EBCA6Bu;

// The feature of the word as a whole; see each_feature.
inline uint32_t hash_of_word(const Spelling& word, std::size_t size) {
  uint32_t hash = 0x5bd1e995u;
  for (std::size_t i = 0; i < size + 2; ++i) {
    hash = (hash ^ word[i]) * hash_prime;
    hash ^= hash >> 15;
  }
  return hash * last_hash_prime;
}

inline constexpr uint32_t hash_of_no_signs = 0x811C9DC5u;

// Calls `take(hash)` for every feature of the word, whose letters stand in word[1] to word[size]; word[0] and
// word[size + 1] are the signs of its ends.
template <class F>
inline void each_feature(const Spelling& word, std::size_t size, F&& take) {
  for (std::size_t i = 0; i < size + 2; ++i) {
    uint32_t hash = hash_of_no_signs;
    for (std::size_t k = 0; k < longest_ngram && i + k < size + 2; ++k) {
      hash = (hash ^ word[i + k]) * hash_prime;
      hash ^= hash >> 15;
      if (k + 1 < shortest_ngram) continue;
      take(hash * last_hash_prime);
    }
  }
  if (size + 2 > longest_ngram) take(hash_of_word(word, size));
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
  const Spelling& letters() const { return word_; }
  // For a word that is found in another way.
  Spelling& letters() { return word_; }

 private:
  const LetterTable& letters_;
  Spelling word_{};
};

}  // namespace docmill::language
