#include "selection.hpp"

#include <algorithm>

namespace docmill::summary {

void Selection::collect(const std::vector<uint64_t>& ranks, const std::vector<SentenceFacts>& facts,
                        const SelectionOptions& options) {
  candidates_.clear();
  const uint64_t top = std::max<uint64_t>(1, ranks.empty() ? 1 : *std::max_element(ranks.begin(), ranks.end()));
  for (uint32_t s = 0; s < ranks.size(); ++s) {
    const uint64_t central = (ranks[s] << unit_bits) / top;
    const uint64_t early = (uint64_t{options.half_way} << unit_bits) / (options.half_way + s);
    const uint64_t length = (uint64_t{std::min(facts[s].content_words, long_sentence)} << unit_bits) / long_sentence;
    const uint64_t figures = facts[s].figures ? unit : 0;
    const uint64_t score =
        (central * options.rank + early * options.position + length * options.length + figures * options.figures) / 100;
    candidates_.push_back({s, static_cast<int64_t>(score), 0, facts[s].content_words < few_content_words});
  }
  const auto before = [](const Candidate& a, const Candidate& b) {
    if (a.few_words != b.few_words) return b.few_words;
    return a.score != b.score ? a.score > b.score : a.sentence < b.sentence;
  };
  const std::size_t n = std::min(candidates_.size(), looked_at(options));
  std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(n), candidates_.end(),
                    before);
  candidates_.resize(n);
}

std::size_t Selection::best(const std::vector<SentenceFacts>& facts, uint64_t words_left,
                            const SelectionOptions& options) const {
  std::size_t best = candidates_.size();
  int64_t best_value = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const Candidate& c = candidates_[i];
    if (facts[c.sentence].words > words_left) continue;
    const int64_t value = options.lambda * c.score - int64_t{unit - options.lambda} * c.likeness;
    if (best != candidates_.size()) {
      if (c.few_words && !candidates_[best].few_words) break;  // these stand at the end
      if (value <= best_value) continue;                       // a tie goes to the higher score
    }
    best = i;
    best_value = value;
  }
  return best;
}

const std::vector<uint32_t>& Selection::choose(const SentenceVectors& vectors, const std::vector<uint64_t>& ranks,
                                               const std::vector<SentenceFacts>& facts,
                                               const SelectionOptions& options) {
  chosen_.clear();
  collect(ranks, facts, options);
  uint64_t words_left = options.max_words == 0 ? std::numeric_limits<uint64_t>::max() : options.max_words;
  while (chosen_.size() < options.sentences) {
    const std::size_t i = best(facts, words_left, options);
    if (i == candidates_.size()) break;
    const uint32_t taken = candidates_[i].sentence;
    chosen_.push_back(taken);
    words_left -= facts[taken].words;
    candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(i));
    for (Candidate& c : candidates_) c.likeness = std::max(c.likeness, vectors.similarity(c.sentence, taken));
  }
  std::sort(chosen_.begin(), chosen_.end());
  return chosen_;
}

}  // namespace docmill::summary
