#include "keywords.hpp"

#include <algorithm>
#include <numeric>

#include "docmill/base/utf8.hpp"
#include "sentences/marks.hpp"
#include "words/word_reader.hpp"

namespace docmill::summary {

namespace {

constexpr uint64_t heaviest = 8 * one;  // S(t) beyond is as bad
constexpr std::size_t short_word = 3;   // letters: a function word where there is no list
constexpr uint64_t often = 4095;        // a frequency beyond says no more; keeps the squares within 64 bits

// Nothing between two words of a phrase but spaces, a hyphen or an apostrophe.
bool joins(std::string_view between) {
  for (std::size_t at = 0; at < between.size();) {
    const char32_t c = utf8::next(between, at);
    if (!sentences::is_space(c) && c != '-' && c != '\'' && c != 0x2019 && c != 0x2010 && c != 0x2011) return false;
  }
  return true;
}

uint64_t pair_of(uint32_t left, uint32_t right) { return uint64_t{left} << 32 | right; }

uint64_t divide(uint64_t a, uint64_t b) { return b == 0 ? 0 : (a << fraction_bits) / b; }
uint64_t times(uint64_t a, uint64_t b) { return (a * b) >> fraction_bits; }

}  // namespace

void Keywords::read_tokens(std::string_view text, const std::vector<sentences::Sentence>& sentences,
                           const words::FunctionWords& function_words, bool with_list) {
  tokens_.clear();
  for (uint32_t s = 0; s < sentences.size() && tokens_.size() < most_words; ++s) {
    const uint32_t start = sentences[s].start;
    const std::string_view sentence = text.substr(start, sentences[s].end - start);
    words::WordReader reader(sentence, folded_);
    bool first = true;
    std::size_t end = 0;
    for (words::Word w; tokens_.size() < most_words && reader.next(w); first = false) {
      if (w.pair) continue;
      const bool stop = function_words.holds(w.folded) || w.letters < (with_list ? 2 : short_word + 1);
      const bool name_like = w.digit || (w.letters >= 2 && w.capitals == w.letters);
      const bool breaks = first || !joins(sentence.substr(end, w.start - end));
      tokens_.push_back({words::hash_of(w.folded), start + static_cast<uint32_t>(w.start),
                         start + static_cast<uint32_t>(w.end), s, 0, stop && !(name_like && w.letters > 0),
                         w.letters == 0, breaks, !first && w.first_capital, w.letters >= 2 && w.capitals == w.letters});
      end = w.end;
    }
  }
}

void Keywords::number_words() {
  vocabulary_.clear();
  for (const Token& t : tokens_) vocabulary_.push_back(t.hash);
  std::sort(vocabulary_.begin(), vocabulary_.end());
  vocabulary_.erase(std::unique(vocabulary_.begin(), vocabulary_.end()), vocabulary_.end());
  for (Token& t : tokens_) {
    const auto place = std::lower_bound(vocabulary_.begin(), vocabulary_.end(), t.hash);
    t.word = static_cast<uint32_t>(place - vocabulary_.begin());
  }
}

// Frequencies, and the sentences of each word with their median.
void Keywords::count_words() {
  facts_.assign(vocabulary_.size(), {});
  for (const Token& t : tokens_) {
    WordFacts& f = facts_[t.word];
    ++f.tf;
    f.capital += t.capital;
    f.acronym += t.acronym;
    f.stop = f.stop || t.stop || t.number;
  }
  order_.resize(tokens_.size());
  std::iota(order_.begin(), order_.end(), 0u);
  std::stable_sort(order_.begin(), order_.end(),
                   [&](uint32_t a, uint32_t b) { return tokens_[a].word < tokens_[b].word; });
  std::vector<uint32_t> places;
  for (std::size_t i = 0; i < order_.size();) {
    const uint32_t word = tokens_[order_[i]].word;
    places.clear();
    for (; i < order_.size() && tokens_[order_[i]].word == word; ++i)
      if (const uint32_t s = tokens_[order_[i]].sentence; places.empty() || places.back() != s) places.push_back(s);
    facts_[word].sentences = places.size();
    facts_[word].median = (uint64_t{places[(places.size() - 1) / 2]} + places[places.size() / 2]) * one / 2;
  }
}

void Keywords::count_neighbours() {
  std::vector<uint64_t> all;
  for (std::size_t i = 1; i < tokens_.size(); ++i)
    if (!tokens_[i].breaks) all.push_back(pair_of(tokens_[i - 1].word, tokens_[i].word));
  std::sort(all.begin(), all.end());
  pairs_.clear();
  for (const uint64_t pair : all) {
    if (pairs_.empty() || pairs_.back().first != pair) pairs_.emplace_back(pair, 0);
    ++pairs_.back().second;
  }
  for (const auto& [pair, count] : pairs_) {
    WordFacts &left = facts_[pair >> 32], &right = facts_[pair & 0xFFFFFFFF];
    left.right += count;
    ++left.different_right;
    right.left += count;
    ++right.different_left;
  }
}

uint64_t Keywords::pairs(uint32_t left, uint32_t right) const {
  const uint64_t pair = pair_of(left, right);
  const auto at = std::lower_bound(pairs_.begin(), pairs_.end(), std::pair<uint64_t, uint64_t>{pair, 0});
  return at != pairs_.end() && at->first == pair ? at->second : 0;
}

void Keywords::weigh_words(std::size_t n_sentences) {
  uint64_t n = 0, sum = 0, squares = 0, most = 1;
  for (const WordFacts& f : facts_) {
    most = std::max(most, f.tf);
    if (f.stop) continue;
    ++n;
    const uint64_t tf = std::min(f.tf, often);
    sum += tf;
    squares += tf * tf;
  }
  if (n == 0) return;
  const uint64_t mean = sum * one / n;
  // Variance = E[x²] - E[x]²; its root in fixed point is the root of 2^32 times it.
  const uint64_t square_of_mean = times(mean, mean), mean_of_squares = squares * one / n;
  const uint64_t variance = mean_of_squares > square_of_mean ? mean_of_squares - square_of_mean : 0;
  const uint64_t deviation = square_root(variance << fraction_bits);
  for (WordFacts& f : facts_) {
    const uint64_t case_part = divide(std::max(f.capital, f.acronym) * one, one + ln_fixed(f.tf * one));
    const uint64_t position = ln_fixed(ln_fixed(3 * one + f.median));
    const uint64_t frequency = divide(std::min(f.tf, often) * one, mean + deviation);
    const uint64_t around = divide(f.different_left, f.left) + divide(f.different_right, f.right);
    const uint64_t related = one + around * f.tf / most;
    const uint64_t spread = divide(f.sentences, n_sentences);
    const uint64_t below = case_part + divide(frequency, related) + divide(spread, related);
    f.weight = std::min(divide(times(related, position), std::max<uint64_t>(1, below)), heaviest);
  }
}

// S of a phrase, 2^32 is 1.
uint64_t Keywords::weigh(const Candidate& c, uint64_t count) const {
  uint64_t product = uint64_t{1} << 32;
  auto sum = static_cast<int64_t>(one);
  for (uint32_t i = c.first; i < c.first + c.n; ++i) {
    const WordFacts& f = facts_[tokens_[i].word];
    if (!f.stop) {
      product = times(product, f.weight);
      sum += static_cast<int64_t>(f.weight);
      continue;
    }
    const uint32_t before = tokens_[i - 1].word, here = tokens_[i].word, behind = tokens_[i + 1].word;
    const uint64_t probability =
        times(divide(pairs(before, here), facts_[before].tf), divide(pairs(here, behind), facts_[behind].tf));
    product = times(product, 2 * one - std::min(probability, one));
    sum -= static_cast<int64_t>(one - std::min(probability, one));
  }
  const uint64_t below = std::max<uint64_t>(static_cast<uint64_t>(std::max<int64_t>(sum, 1)), one / 64) * count;
  return std::max<uint64_t>(1, (product << fraction_bits) / below);
}

void Keywords::collect_candidates() {
  candidates_.clear();
  for (uint32_t first = 0; first < tokens_.size(); ++first) {
    uint64_t hash = 14695981039346656037u;
    for (uint32_t n = 1; n <= longest && first + n <= tokens_.size(); ++n) {
      const Token& last = tokens_[first + n - 1];
      if (n > 1 && last.breaks) break;
      hash = (hash ^ (last.word + 1)) * 1099511628211u;
      if (facts_[tokens_[first].word].stop) break;
      if (!facts_[last.word].stop) candidates_.push_back({hash, first, n});
    }
  }
  std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.first < b.first;
  });
}

// A name: every word but the function words has a capital, and not because a sentence begins with it.
bool Keywords::is_chance(const Candidate& c, uint32_t count) const {
  if (c.n == 1 || count > 1) return false;
  for (uint32_t i = c.first; i < c.first + c.n; ++i)
    if (!facts_[tokens_[i].word].stop && !tokens_[i].capital) return true;
  return false;
}

void Keywords::score_candidates() {
  for (std::size_t i = 0; i < candidates_.size();) {
    std::size_t j = i;
    while (j < candidates_.size() && candidates_[j].hash == candidates_[i].hash) ++j;
    const Candidate& c = candidates_[i];
    const auto count = static_cast<uint32_t>(j - i);
    const Keyword keyword{tokens_[c.first].start, tokens_[c.first + c.n - 1].end, count, weigh(c, count)};
    scored_.push_back({keyword, c.first, c.n, is_chance(c, count)});
    i = j;
  }
}

// Is one of the two made of words of the other? Of scripts without spaces: of its characters, at the same place.
bool Keywords::repeats(const Scored& s, const std::vector<Scored>& taken) const {
  const auto within = [&](const Scored& small, const Scored& large) {
    if (small.n == 0 || large.n == 0)
      return small.keyword.start >= large.keyword.start && small.keyword.end <= large.keyword.end;
    for (uint32_t i = small.first; i < small.first + small.n; ++i) {
      bool there = false;
      for (uint32_t j = large.first; j < large.first + large.n; ++j) there |= tokens_[i].word == tokens_[j].word;
      if (!there) return false;
    }
    return true;
  };
  return std::any_of(taken.begin(), taken.end(), [&](const Scored& t) { return within(s, t) || within(t, s); });
}

const std::vector<Keyword>& Keywords::find(std::string_view text, const std::vector<sentences::Sentence>& sentences,
                                           const words::FunctionWords& function_words, bool with_list, std::size_t n) {
  keywords_.clear();
  scored_.clear();
  taken_.clear();
  stretches_.clear();
  if (n == 0) return keywords_;
  read_tokens(text, sentences, function_words, with_list);
  number_words();
  count_words();
  count_neighbours();
  weigh_words(sentences.size());
  collect_candidates();
  score_candidates();
  for (std::size_t s = 0; s < sentences.size() && stretches_.size() < most_words; ++s)
    add_stretches(text, sentences[s]);
  score_stretches();
  std::sort(scored_.begin(), scored_.end(), [](const Scored& a, const Scored& b) {
    if (a.chance != b.chance) return b.chance;
    if (a.keyword.weight != b.keyword.weight) return a.keyword.weight < b.keyword.weight;
    if (a.keyword.start != b.keyword.start) return a.keyword.start < b.keyword.start;
    return a.keyword.end < b.keyword.end;
  });
  for (const Scored& s : scored_) {
    if (taken_.size() == n) break;
    if (!repeats(s, taken_)) taken_.push_back(s);
  }
  for (const Scored& s : taken_) keywords_.push_back(s.keyword);
  return keywords_;
}

}  // namespace docmill::summary
