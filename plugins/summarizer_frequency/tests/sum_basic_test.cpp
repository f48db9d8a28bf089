#include "sum_basic.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

using namespace docmill::summary;
using Places = std::vector<uint32_t>;

namespace {

// Sentences given as lists of word numbers.
SentenceWords text_of(std::initializer_list<std::initializer_list<WordHash>> sentences) {
  SentenceWords text;
  for (const auto& s : sentences) {
    text.words.insert(text.words.end(), s);
    text.ends.push_back(static_cast<uint32_t>(text.words.size()));
  }
  return text;
}

Places choose(const SentenceWords& text, std::size_t n) {
  SumBasic s;
  return s.choose(text, n);
}

// The method as the paper tells it, in floating point. `close`: two sentences were so near each other that rounding may
// decide between them.
Places naive(const SentenceWords& text, std::size_t n, bool& close) {
  const auto begin = [&](std::size_t s) { return s == 0 ? 0u : text.ends[s - 1]; };
  std::vector<std::pair<WordHash, double>> p;
  const auto find = [&](WordHash w) -> double& {
    for (auto& [word, probability] : p)
      if (word == w) return probability;
    p.emplace_back(w, 0);
    return p.back().second;
  };
  for (const WordHash w : text.words) find(w) += 1.0 / static_cast<double>(text.words.size());
  Places chosen;
  const auto is_chosen = [&](std::size_t s) { return std::find(chosen.begin(), chosen.end(), s) != chosen.end(); };
  while (chosen.size() < n && chosen.size() < text.ends.size()) {
    double top = -1;
    WordHash word = 0;
    for (std::size_t s = 0; s < text.ends.size(); ++s)
      for (uint32_t i = begin(s); i < text.ends[s] && !is_chosen(s); ++i)
        if (find(text.words[i]) > top || (find(text.words[i]) == top && text.words[i] < word))
          top = find(text.words[i]), word = text.words[i];
    std::size_t best = text.ends.size();
    double best_weight = -1;
    for (std::size_t s = 0; s < text.ends.size(); ++s) {
      double sum = 0;
      bool holds = false;
      for (uint32_t i = begin(s); i < text.ends[s]; ++i) sum += find(text.words[i]), holds |= text.words[i] == word;
      sum /= text.ends[s] - begin(s);
      if (holds && !is_chosen(s) && std::abs(sum - best_weight) < 1e-7) close = true;
      if (holds && !is_chosen(s) && sum > best_weight) best = s, best_weight = sum;
    }
    chosen.push_back(static_cast<uint32_t>(best));
    std::vector<WordHash> done;
    for (uint32_t i = begin(best); i < text.ends[best]; ++i) {
      const WordHash w = text.words[i];
      if (std::find(done.begin(), done.end(), w) == done.end()) find(w) *= find(w), done.push_back(w);
    }
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

TEST_CASE("the sentence with the frequent words is chosen") {
  CHECK(choose(text_of({{1, 2, 3, 4}, {9, 9, 8, 8}, {9, 8, 5, 6}}), 1) == Places{1});
}

TEST_CASE("the second sentence says something else") {
  // 1 and 2 say the same; after one of them the words of 0 are more probable.
  CHECK(choose(text_of({{1, 2, 1, 2}, {9, 8, 9, 8}, {9, 8, 9, 8}}), 2) == Places{0, 1});
}

TEST_CASE("chosen sentences come in the order of the text") {
  CHECK(choose(text_of({{1, 2, 3, 9}, {4, 5, 6, 7}, {9, 9, 9, 9}}), 3) == Places{0, 1, 2});
}

TEST_CASE("ties go to the earlier sentence") { CHECK(choose(text_of({{1, 2, 3, 4}, {4, 3, 2, 1}}), 1) == Places{0}); }

TEST_CASE("a sentence of few words is taken only when nothing else is left") {
  CHECK(choose(text_of({{9}, {9, 1, 2, 3}, {9, 4, 5, 6}}), 2) == Places{1, 2});
  CHECK(choose(text_of({{9}, {9, 1, 2, 3}, {9, 4, 5, 6}}), 3) == Places{0, 1, 2});
}

TEST_CASE("sentences without content words are left out while others have some") {
  CHECK(choose(text_of({{}, {1, 2, 3, 4}, {}}), 3) == Places{1});
}

TEST_CASE("without any content word the first sentences are given") {
  CHECK(choose(text_of({{}, {}, {}}), 2) == Places{0, 1});
  CHECK(choose(text_of({}), 2).empty());
}

TEST_CASE("one word alone does not overflow") {
  CHECK(choose(text_of({{7, 7, 7, 7}, {7, 7, 7, 7}}), 2) == Places{0, 1});
}

TEST_CASE("a chooser used again gives the same") {
  const SentenceWords a = text_of({{1, 2, 3, 4}, {9, 9, 8, 8}, {9, 8, 5, 6}}), b = text_of({{5, 5, 5, 6}});
  SumBasic s;
  const Places first = s.choose(a, 2);
  s.choose(b, 1);
  CHECK(s.choose(a, 2) == first);
}

TEST_CASE("the choice is that of the paper") {
  // Counts that make ties unlikely: word k stands about 37 / k times.
  uint64_t state = 12345;
  int compared = 0;
  for (int round = 0; round < 200; ++round) {
    SentenceWords text;
    for (int s = 0; s < 12; ++s) {
      for (int i = 0; i < 5 + s % 4; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        text.words.push_back(37 / (1 + (state >> 33) % 37));
      }
      text.ends.push_back(static_cast<uint32_t>(text.words.size()));
    }
    CAPTURE(round);
    bool close = false;
    const Places expected = naive(text, 3, close);
    if (close) continue;
    ++compared;
    CHECK(choose(text, 3) == expected);
  }
  CHECK(compared > 100);
}
