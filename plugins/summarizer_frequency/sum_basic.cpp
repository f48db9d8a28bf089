#include "sum_basic.hpp"

#include <algorithm>

namespace docmill::summary {

namespace {

uint32_t begin_of(const SentenceWords& text, uint32_t sentence) { return sentence == 0 ? 0 : text.ends[sentence - 1]; }

}  // namespace

void SumBasic::number_words(const SentenceWords& text) {
  vocabulary_ = text.words;
  std::sort(vocabulary_.begin(), vocabulary_.end());
  vocabulary_.erase(std::unique(vocabulary_.begin(), vocabulary_.end()), vocabulary_.end());
  numbers_.clear();
  probability_.assign(vocabulary_.size(), 0);
  for (const WordHash word : text.words) {
    const auto place = std::lower_bound(vocabulary_.begin(), vocabulary_.end(), word);
    numbers_.push_back(static_cast<uint32_t>(place - vocabulary_.begin()));
    ++probability_[numbers_.back()];
  }
  for (uint64_t& p : probability_) p = (p << 32) / text.words.size();
}

uint64_t SumBasic::weight(const SentenceWords& text, uint32_t sentence) const {
  uint64_t sum = 0;
  for (uint32_t i = begin_of(text, sentence); i < text.ends[sentence]; ++i) sum += probability_[numbers_[i]];
  return sum / (text.ends[sentence] - begin_of(text, sentence));
}

bool SumBasic::holds(const SentenceWords& text, uint32_t sentence, uint32_t word) const {
  const auto from = numbers_.begin() + begin_of(text, sentence), to = numbers_.begin() + text.ends[sentence];
  return std::find(from, to, word) != to;
}

// Of the words in sentences that may still be taken.
uint32_t SumBasic::most_probable(const SentenceWords& text) const {
  uint32_t best = 0;
  bool any = false;
  for (uint32_t s = 0; s < text.ends.size(); ++s) {
    if (!eligible_[s]) continue;
    for (uint32_t i = begin_of(text, s); i < text.ends[s]; ++i) {
      const uint32_t w = numbers_[i];
      if (any && (probability_[w] < probability_[best] || (probability_[w] == probability_[best] && w >= best)))
        continue;
      best = w;
      any = true;
    }
  }
  return best;
}

void SumBasic::take(const SentenceWords& text, uint32_t sentence) {
  chosen_.push_back(sentence);
  eligible_[sentence] = false;
  distinct_.assign(numbers_.begin() + begin_of(text, sentence), numbers_.begin() + text.ends[sentence]);
  std::sort(distinct_.begin(), distinct_.end());
  distinct_.erase(std::unique(distinct_.begin(), distinct_.end()), distinct_.end());
  // p < 2^32 but where a text has one word only: then 1 stays 1.
  for (const uint32_t w : distinct_) {
    uint64_t& p = probability_[w];
    if (p < (uint64_t{1} << 32)) p = (p * p) >> 32;
  }
}

const std::vector<uint32_t>& SumBasic::choose(const SentenceWords& text, std::size_t n) {
  chosen_.clear();
  const auto n_sentences = static_cast<uint32_t>(text.ends.size());
  if (text.words.empty()) {
    for (uint32_t s = 0; s < n_sentences && s < n; ++s) chosen_.push_back(s);
    return chosen_;
  }
  number_words(text);
  for (const std::size_t at_least : {min_words_of_choice, std::size_t{1}}) {
    eligible_.assign(n_sentences, false);
    std::size_t left = 0;
    for (uint32_t s = 0; s < n_sentences; ++s) {
      const bool taken = std::find(chosen_.begin(), chosen_.end(), s) != chosen_.end();
      eligible_[s] = !taken && text.ends[s] - begin_of(text, s) >= at_least;
      left += eligible_[s];
    }
    for (; left > 0 && chosen_.size() < n; --left) {
      const uint32_t word = most_probable(text);
      uint32_t best = n_sentences;
      uint64_t best_weight = 0;
      for (uint32_t s = 0; s < n_sentences; ++s) {
        if (!eligible_[s] || !holds(text, s, word)) continue;
        const uint64_t w = weight(text, s);
        if (best == n_sentences || w > best_weight) {
          best = s;
          best_weight = w;
        }
      }
      take(text, best);
    }
  }
  std::sort(chosen_.begin(), chosen_.end());
  return chosen_;
}

}  // namespace docmill::summary
