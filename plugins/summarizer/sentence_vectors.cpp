#include "sentence_vectors.hpp"

#include <algorithm>

#include "fixed_point.hpp"

namespace docmill::summary {

namespace {

// Repetitions beyond add nothing: keeps the squares of a sentence of any length within 64 bits.
constexpr uint64_t most_repetitions = 255;

// Calls `take(word, how often)` for each word of a sorted stretch.
template <class F>
void for_each_distinct(std::span<const uint32_t> sorted, F&& take) {
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t j = i;
    while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
    take(sorted[i], j - i);
    i = j;
  }
}

}  // namespace

void SentenceVectors::number_words(const std::vector<words::WordHash>& words) {
  vocabulary_ = words;
  std::sort(vocabulary_.begin(), vocabulary_.end());
  vocabulary_.erase(std::unique(vocabulary_.begin(), vocabulary_.end()), vocabulary_.end());
  numbers_.clear();
  for (const words::WordHash word : words) {
    const auto place = std::lower_bound(vocabulary_.begin(), vocabulary_.end(), word);
    numbers_.push_back(static_cast<uint32_t>(place - vocabulary_.begin()));
  }
}

void SentenceVectors::count_sentences(const std::vector<uint32_t>& ends) {
  n_sentences_with_.assign(vocabulary_.size(), 0);
  uint32_t from = 0;
  for (const uint32_t end : ends) {
    std::sort(numbers_.begin() + from, numbers_.begin() + end);
    for_each_distinct({numbers_.data() + from, numbers_.data() + end},
                      [&](uint32_t word, std::size_t) { ++n_sentences_with_[word]; });
    from = end;
  }
}

void SentenceVectors::add_sentence(std::span<const uint32_t> sorted, std::size_t n_sentences) {
  const std::size_t first = entries_.size();
  uint64_t squares = 0;
  for_each_distinct(sorted, [&](uint32_t word, std::size_t times) {
    const uint64_t idf = ln_fixed((n_sentences << fraction_bits) / n_sentences_with_[word]) >> 8;
    const uint64_t weight = std::min<uint64_t>(times, most_repetitions) * idf;
    if (weight == 0) return;
    squares += weight * weight;
    entries_.push_back({word, static_cast<uint32_t>(weight)});
  });
  const uint64_t length = std::max<uint64_t>(1, square_root(squares));
  for (std::size_t i = first; i < entries_.size(); ++i)
    entries_[i].weight = static_cast<uint32_t>((uint64_t{entries_[i].weight} << unit_bits) / length);
}

void SentenceVectors::build(const std::vector<words::WordHash>& words, const std::vector<uint32_t>& ends) {
  number_words(words);
  count_sentences(ends);
  entries_.clear();
  ends_.clear();
  uint32_t from = 0;
  for (const uint32_t end : ends) {
    add_sentence({numbers_.data() + from, numbers_.data() + end}, ends.size());
    ends_.push_back(static_cast<uint32_t>(entries_.size()));
    from = end;
  }
}

uint32_t SentenceVectors::similarity(std::size_t a, std::size_t b) const {
  const std::span<const WordWeight> one = of(a), other = of(b);
  uint64_t sum = 0;
  for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
    if (one[i].word == other[j].word) sum += uint64_t{one[i].weight} * other[j].weight;
    const bool step_i = one[i].word <= other[j].word, step_j = other[j].word <= one[i].word;
    i += step_i;
    j += step_j;
  }
  return static_cast<uint32_t>(std::min<uint64_t>(sum >> unit_bits, unit));
}

}  // namespace docmill::summary
