// LexRank: how central a sentence is among the sentences that are like it.
//
// G. Erkan, D. R. Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", Journal of
// Artificial Intelligence Research 22, 2004. Two sentences are connected where the cosine of their tf-idf vectors
// passes a threshold (0.1 in the paper, and here); the rank of a sentence is its share in the stationary distribution
// of a walk that follows a connection with probability 1 - d and jumps anywhere with d = 0.15, found by power
// iteration.
//
// What differs, so that time stays linear in the text: a word connects a sentence with the `reach` next sentences that
// have it, and of a sentence's connections forward the `most_neighbours` strongest are kept. Neither binds in texts of
// up to 33 sentences. All numbers are integers; ties go to the earlier sentence.
#pragma once

#include <cstdint>
#include <vector>

#include "sentence_vectors.hpp"

namespace docmill::summary {

struct LexRankOptions {
  uint32_t threshold = unit / 10;  // of the cosine; `unit` is 1
  uint32_t damping = unit * 15 / 100;
  bool weighted = false;  // "continuous LexRank": connections count by their cosine
};

// Scratch space of one thread.
class LexRank {
 public:
  static constexpr std::size_t reach = 32;
  static constexpr std::size_t most_neighbours = 32;

  // The rank of every sentence; the mean is 2^20. Time: words × `reach`, and sentences × 2 × `most_neighbours` for
  // each of at most 50 rounds.
  const std::vector<uint64_t>& rank(const SentenceVectors& vectors, const LexRankOptions& options = {});

 private:
  struct Edge {
    uint32_t from, to, weight;
  };
  void collect_places(const SentenceVectors& vectors);
  void connect(const SentenceVectors& vectors, const LexRankOptions& options);
  void keep_strongest(uint32_t sentence, const LexRankOptions& options);
  bool iterate(uint64_t damping);

  struct Place {
    uint32_t sentence, weight;
  };
  std::vector<Place> places_;  // of each word, ascending: places_[word_ends_[w - 1], word_ends_[w])
  std::vector<uint32_t> word_ends_, next_place_;
  std::vector<uint64_t> dots_;  // by sentence, for the one that is looked at
  std::vector<uint32_t> touched_;
  std::vector<Edge> forward_, edges_;
  std::vector<uint64_t> degree_, rank_, next_;
};

}  // namespace docmill::summary
