#include "lexrank.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include <cmath>
#include <random>

#include "fixed_point.hpp"

using namespace docmill::summary;

namespace {

struct Words {
  std::vector<docmill::words::WordHash> words;
  std::vector<uint32_t> ends;
};

Words random_words(std::mt19937& random, std::size_t n_sentences, unsigned vocabulary) {
  Words w;
  for (std::size_t s = 0; s < n_sentences; ++s) {
    for (unsigned n = 2 + random() % 9; n > 0; --n) w.words.push_back(random() % vocabulary);
    w.ends.push_back(static_cast<uint32_t>(w.words.size()));
  }
  return w;
}

using Matrix = std::vector<std::vector<double>>;

// Cosines of tf-idf as the paper tells it, in floating point.
Matrix cosines(const Words& w) {
  const std::size_t n = w.ends.size();
  std::vector<std::vector<double>> vectors(n, std::vector<double>(64, 0));
  for (std::size_t s = 0; s < n; ++s)
    for (std::size_t i = s == 0 ? 0 : w.ends[s - 1]; i < w.ends[s]; ++i) vectors[s][w.words[i]] += 1;
  for (std::size_t word = 0; word < 64; ++word) {
    double df = 0;
    for (const auto& v : vectors) df += v[word] > 0;
    for (auto& v : vectors) v[word] *= df == 0 ? 0 : std::log(static_cast<double>(n) / df);
  }
  Matrix m(n, std::vector<double>(n, 0));
  const auto dot = [](const auto& a, const auto& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  };
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) {
      const double length = std::sqrt(dot(vectors[a], vectors[a]) * dot(vectors[b], vectors[b]));
      m[a][b] = a == b ? 1 : length == 0 ? 0 : dot(vectors[a], vectors[b]) / length;
    }
  return m;
}

// The stationary distribution, mean 1.
std::vector<double> naive_rank(const Matrix& cosine, double threshold) {
  const std::size_t n = cosine.size();
  std::vector<double> rank(n, 1), next;
  for (int round = 0; round < 200; ++round) {
    next.assign(n, 0.15);
    for (std::size_t a = 0; a < n; ++a) {
      double degree = 0;
      for (std::size_t b = 0; b < n; ++b) degree += cosine[a][b] > threshold;
      for (std::size_t b = 0; b < n; ++b)
        if (cosine[a][b] > threshold) next[b] += 0.85 * rank[a] / degree;
    }
    rank = next;
  }
  return rank;
}

bool near_threshold(const Matrix& cosine, double threshold) {
  for (const auto& row : cosine)
    for (const double c : row)
      if (std::abs(c - threshold) < 0.002) return true;
  return false;
}

}  // namespace

TEST_CASE("roots and logarithms are right") {
  CHECK(square_root(0) == 0);
  CHECK(square_root(99) == 9);
  CHECK(square_root(100) == 10);
  CHECK(square_root(~uint64_t{0}) == 0xFFFFFFFF);
  CHECK(log2_fixed(one) == 0);
  CHECK(log2_fixed(8 * one) == 3 * one);
  for (const double x : {1.01, 1.5, 2.718281828, 3.0, 7.3, 1000.0, 4e9}) {
    CAPTURE(x);
    const auto fixed = static_cast<uint64_t>(x * static_cast<double>(one));
    CHECK(static_cast<double>(ln_fixed(fixed)) / static_cast<double>(one) ==
          doctest::Approx(std::log(x)).epsilon(0.001));
  }
}

TEST_CASE("cosines are those of floating point") {
  std::mt19937 random(1);
  for (int i = 0; i < 50; ++i) {
    const Words w = random_words(random, 12, 30);
    SentenceVectors vectors;
    vectors.build(w.words, w.ends);
    const Matrix expected = cosines(w);
    for (std::size_t a = 0; a < 12; ++a)
      for (std::size_t b = 0; b < 12; ++b)
        if (a != b) CHECK(vectors.similarity(a, b) / double{unit} == doctest::Approx(expected[a][b]).epsilon(0.01));
  }
}

TEST_CASE("ranks are those of the paper in floating point") {
  std::mt19937 random(2);
  int compared = 0;
  for (int i = 0; i < 200; ++i) {
    const Words w = random_words(random, 2 + random() % 31, 40);
    const Matrix cosine = cosines(w);
    if (near_threshold(cosine, 0.1)) continue;
    SentenceVectors vectors;
    vectors.build(w.words, w.ends);
    LexRank lexrank;
    const std::vector<uint64_t>& ranks = lexrank.rank(vectors);
    const std::vector<double> expected = naive_rank(cosine, 0.1);
    for (std::size_t s = 0; s < ranks.size(); ++s)
      CHECK(static_cast<double>(ranks[s]) / (1 << 20) == doctest::Approx(expected[s]).epsilon(0.02));
    ++compared;
  }
  CHECK(compared > 20);
}

TEST_CASE("sentences without words, and one alone, have a rank") {
  SentenceVectors vectors;
  LexRank lexrank;
  vectors.build({}, {});
  CHECK(lexrank.rank(vectors).empty());
  vectors.build({}, {0, 0, 0});
  CHECK(lexrank.rank(vectors).size() == 3);
  vectors.build({7}, {1});
  CHECK(lexrank.rank(vectors).size() == 1);
}

TEST_CASE("the sentence that is like the others is the central one") {
  SentenceVectors vectors;
  vectors.build({1, 2, 3, 4, 1, 5, 2, 6, 3, 7, 8, 9}, {4, 6, 8, 10, 12});
  LexRank lexrank;
  const std::vector<uint64_t> ranks = lexrank.rank(vectors);
  CHECK(std::max_element(ranks.begin(), ranks.end()) == ranks.begin());
}
