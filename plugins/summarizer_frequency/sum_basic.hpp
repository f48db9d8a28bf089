// SumBasic: sentences chosen by the frequency of their words.
//
// A. Nenkova, L. Vanderwende, "The Impact of Frequency on Summarization", Microsoft Research, MSR-TR-2005-101, 2005.
//   1. p(w) = n(w) / N for every content word.
//   2. The weight of a sentence is the mean of p over its words.
//   3. Take the best sentence among those that hold the most probable word.
//   4. Square p(w) for the words of the taken sentence, so that the next one says something else.
//   5. Again from 2, until there are enough.
// What differs here: numbers are fixed-point integers, so that the choice is the same on every machine; ties go to the
// earlier sentence and the smaller word number; sentences of very few content words are taken only where there are no
// others (the mean favours them); the chosen ones are given in the order of the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "words/content_words.hpp"

namespace docmill::summary {

using words::WordHash;

// The words of a text's sentences: sentence i has words[ends[i - 1], ends[i]).
struct SentenceWords {
  std::vector<WordHash> words;
  std::vector<uint32_t> ends;
  void clear() {
    words.clear();
    ends.clear();
  }
};

inline constexpr std::size_t min_words_of_choice = 4;

// Makes choices; holds scratch space, one for each thread.
class SumBasic {
 public:
  // The places of up to `n` sentences, ascending; the first ones where no sentence has a content word. Time: n × words,
  // and the sorting of the words once.
  const std::vector<uint32_t>& choose(const SentenceWords& text, std::size_t n);

 private:
  void number_words(const SentenceWords& text);
  uint64_t weight(const SentenceWords& text, uint32_t sentence) const;
  bool holds(const SentenceWords& text, uint32_t sentence, uint32_t word) const;
  uint32_t most_probable(const SentenceWords& text) const;
  void take(const SentenceWords& text, uint32_t sentence);

  std::vector<WordHash> vocabulary_;   // sorted; the number of a word is its place
  std::vector<uint32_t> numbers_;      // of each word of the text
  std::vector<uint64_t> probability_;  // by number; 2^32 is 1
  std::vector<bool> eligible_;         // by sentence
  std::vector<uint32_t> chosen_, distinct_;
};

}  // namespace docmill::summary
