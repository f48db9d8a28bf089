// Which sentences make the summary: the central ones, those near the beginning a little before others, none that says
// again what one of them has said.
//
// Maximal marginal relevance (J. Carbonell, J. Goldstein, "The Use of MMR, Diversity-Based Reranking for Reordering
// Documents and Producing Summaries", SIGIR 1998): again and again the sentence is taken of which
//   lambda × its score - (1 - lambda) × its largest cosine with a taken one
// is the largest. The score is a weighted sum of four parts, each 0 to 1:
//   rank           LexRank's, as a share of the largest
//   position       half_way / (half_way + place): the beginning says more (P. B. Baxendale, "Machine-made index for
//   technical
//                  literature", IBM Journal, 1958)
//   length         content words, up to `long_sentence`: short sentences say little (J. Kupiec, J. Pedersen, F. Chen,
//   "A
//                  Trainable Document Summarizer", SIGIR 1995)
//   figures        1 where there is a number of two digits or more
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sentence_vectors.hpp"

namespace docmill::summary {

struct SelectionOptions {
  std::size_t sentences = 3;
  std::size_t max_words = 0;  // of all that are taken; 0: no limit
  uint32_t lambda = unit * 70 / 100;
  uint32_t rank = 40, position = 20, length = 20, figures = 20;  // hundredths, 100 together
  uint32_t half_way = 4;  // the place (from 0) at which the bonus of the beginning has fallen to a half
};

// What is known of a sentence beside its words.
struct SentenceFacts {
  uint32_t words = 0;          // for max_words
  uint32_t content_words = 0;  // below `few_content_words` it is taken only where there are no others
  bool figures = false;        // holds a number
};
inline constexpr uint32_t few_content_words = 4;
inline constexpr uint32_t long_sentence = 12;  // content words

// Scratch space of one thread.
class Selection {
 public:
  // The places of the sentences to take, ascending. A sentence that would pass max_words is passed over; empty where
  // all would. Time: sentences, and the best `looked_at(options)` of them × their words × options.sentences.
  const std::vector<uint32_t>& choose(const SentenceVectors& vectors, const std::vector<uint64_t>& ranks,
                                      const std::vector<SentenceFacts>& facts, const SelectionOptions& options);
  static std::size_t looked_at(const SelectionOptions& options) { return 100 + 4 * options.sentences; }

 private:
  struct Candidate {
    uint32_t sentence;
    int64_t score;           // 0 to `unit`
    uint32_t likeness = 0;   // largest cosine with a taken one
    bool few_words = false;  // behind all others
  };
  void collect(const std::vector<uint64_t>& ranks, const std::vector<SentenceFacts>& facts,
               const SelectionOptions& options);
  // The place of the best among the candidates; `candidates_.size()` where none fits.
  std::size_t best(const std::vector<SentenceFacts>& facts, uint64_t words_left, const SelectionOptions& options) const;

  std::vector<Candidate> candidates_;
  std::vector<uint32_t> chosen_;
};

}  // namespace docmill::summary
