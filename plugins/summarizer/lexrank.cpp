#include "lexrank.hpp"

#include <algorithm>

namespace docmill::summary {

namespace {

constexpr uint64_t mean_rank = uint64_t{1} << 20;
constexpr uint64_t settled = mean_rank >> 10;  // no rank changes by more: the walk has come to rest
constexpr int most_rounds = 50;

}  // namespace

// The inverted index, by counting.
void LexRank::collect_places(const SentenceVectors& vectors) {
  word_ends_.assign(vectors.words(), 0);
  for (std::size_t s = 0; s < vectors.sentences(); ++s)
    for (const WordWeight& w : vectors.of(s)) ++word_ends_[w.word];
  uint32_t sum = 0;
  next_place_.clear();
  for (uint32_t& end : word_ends_) {
    next_place_.push_back(sum);
    end = sum += end;
  }
  places_.resize(sum);
  for (std::size_t s = 0; s < vectors.sentences(); ++s)
    for (const WordWeight& w : vectors.of(s)) places_[next_place_[w.word]++] = {static_cast<uint32_t>(s), w.weight};
  // Back to the first place of each word: rank() walks through them once more.
  for (std::size_t w = 0; w < word_ends_.size(); ++w) next_place_[w] = w == 0 ? 0 : word_ends_[w - 1];
}

void LexRank::keep_strongest(uint32_t sentence, const LexRankOptions& options) {
  forward_.clear();
  for (const uint32_t other : touched_) {
    const auto cosine = static_cast<uint32_t>(std::min<uint64_t>(dots_[other] >> unit_bits, unit));
    if (cosine > options.threshold) forward_.push_back({sentence, other, cosine});
    dots_[other] = 0;
  }
  touched_.clear();
  if (forward_.size() > most_neighbours) {
    std::nth_element(
        forward_.begin(), forward_.begin() + most_neighbours, forward_.end(),
        [](const Edge& a, const Edge& b) { return a.weight != b.weight ? a.weight > b.weight : a.to < b.to; });
    forward_.resize(most_neighbours);
  }
  for (Edge edge : forward_) {
    if (!options.weighted) edge.weight = unit;
    degree_[edge.from] += edge.weight;
    degree_[edge.to] += edge.weight;
    edges_.push_back(edge);
  }
}

void LexRank::connect(const SentenceVectors& vectors, const LexRankOptions& options) {
  edges_.clear();
  dots_.assign(vectors.sentences(), 0);
  degree_.assign(vectors.sentences(), unit);  // every sentence is like itself
  for (uint32_t s = 0; s < vectors.sentences(); ++s) {
    for (const WordWeight& w : vectors.of(s)) {
      const std::size_t first = ++next_place_[w.word];  // behind this sentence
      const std::size_t last = std::min<std::size_t>(word_ends_[w.word], first + reach);
      for (std::size_t i = first; i < last; ++i) {
        const Place& p = places_[i];
        if (dots_[p.sentence] == 0) touched_.push_back(p.sentence);
        dots_[p.sentence] += uint64_t{w.weight} * p.weight;
      }
    }
    keep_strongest(s, options);
  }
}

// A round of the walk. The answer: does anything still move?
bool LexRank::iterate(uint64_t damping) {
  const std::size_t n = rank_.size();
  next_.assign(n, 0);
  // What a sentence gives for a connection of weight 1 is divided once. A rank is below 2^20 × 2^27 sentences.
  for (std::size_t s = 0; s < n; ++s) {
    rank_[s] = (rank_[s] << unit_bits) / degree_[s];
    next_[s] += rank_[s];  // to itself, whose weight is 1
  }
  for (const Edge& e : edges_) {
    next_[e.to] += (rank_[e.from] * e.weight) >> unit_bits;
    next_[e.from] += (rank_[e.to] * e.weight) >> unit_bits;
  }
  uint64_t change = 0;
  for (std::size_t s = 0; s < n; ++s) {
    const uint64_t before = (rank_[s] * degree_[s]) >> unit_bits;
    next_[s] = ((mean_rank * damping) >> unit_bits) + ((next_[s] * (unit - damping)) >> unit_bits);
    change = std::max(change, before > next_[s] ? before - next_[s] : next_[s] - before);
  }
  rank_.swap(next_);
  return change > settled;
}

const std::vector<uint64_t>& LexRank::rank(const SentenceVectors& vectors, const LexRankOptions& options) {
  collect_places(vectors);
  connect(vectors, options);
  rank_.assign(vectors.sentences(), mean_rank);
  for (int round = 0; round < most_rounds && iterate(options.damping); ++round) {
  }
  return rank_;
}

}  // namespace docmill::summary
