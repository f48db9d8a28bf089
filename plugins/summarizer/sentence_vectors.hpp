// The sentences of a text as unit vectors of tf-idf, in integers.
//
// The weight of a word in a sentence is tf × idf, idf = ln(N / n): N sentences, n of them with the word. The collection
// over which idf is taken is the text itself, there is no other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "words/content_words.hpp"

namespace docmill::summary {

inline constexpr uint32_t unit_bits = 15;  // 2^15 is 1, of weights and of similarities
inline constexpr uint32_t unit = 1u << unit_bits;

struct WordWeight {
  uint32_t word;    // number of the word: its place among the sorted hashes
  uint32_t weight;  // 0 to `unit`
};

// Scratch space of one thread; used again from text to text.
class SentenceVectors {
 public:
  // `words`: the content words of the sentences; sentence i has words[ends[i - 1], ends[i]). Time: the sorting of the
  // words.
  void build(const std::vector<words::WordHash>& words, const std::vector<uint32_t>& ends);

  std::size_t sentences() const { return ends_.size(); }
  std::size_t words() const { return vocabulary_.size(); }
  // Ascending by word. Empty where the sentence has no word that not every sentence has.
  std::span<const WordWeight> of(std::size_t sentence) const {
    const uint32_t from = sentence == 0 ? 0 : ends_[sentence - 1];
    return {entries_.data() + from, entries_.data() + ends_[sentence]};
  }
  // Cosine, 0 to `unit`. Linear in the two.
  uint32_t similarity(std::size_t a, std::size_t b) const;

 private:
  void number_words(const std::vector<words::WordHash>& words);
  void count_sentences(const std::vector<uint32_t>& ends);
  void add_sentence(std::span<const uint32_t> sorted, std::size_t n_sentences);

  std::vector<words::WordHash> vocabulary_;
  std::vector<uint32_t> numbers_;           // of each word of the text; sorted within each sentence
  std::vector<uint32_t> n_sentences_with_;  // by word
  std::vector<WordWeight> entries_;
  std::vector<uint32_t> ends_;
};

}  // namespace docmill::summary
