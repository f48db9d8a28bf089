#include "selection.hpp"

#include <doctest/doctest.h>

using namespace docmill::summary;
using Places = std::vector<uint32_t>;

namespace {

struct Text {
  SentenceVectors vectors;
  std::vector<uint64_t> ranks;
  std::vector<SentenceFacts> facts;
  explicit Text(const std::vector<std::vector<docmill::words::WordHash>>& sentences) : facts(sentences.size()) {
    std::vector<docmill::words::WordHash> words;
    std::vector<uint32_t> ends;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      words.insert(words.end(), sentences[s].begin(), sentences[s].end());
      ends.push_back(static_cast<uint32_t>(words.size()));
      facts[s] = {static_cast<uint32_t>(sentences[s].size()), static_cast<uint32_t>(sentences[s].size())};
    }
    vectors.build(words, ends);
    ranks.assign(sentences.size(), 100);
  }
  Places choose(SelectionOptions options) const {
    Selection selection;
    return selection.choose(vectors, ranks, facts, options);
  }
};

SelectionOptions so_many(std::size_t n) {
  SelectionOptions options;
  options.sentences = n;
  return options;
}

}  // namespace

TEST_CASE("the highest ranks are taken, in the order of the text") {
  Text text({{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}, {13, 14, 15, 16}});
  text.ranks = {10, 10, 90, 100};
  CHECK(text.choose(so_many(2)) == Places{2, 3});
}

TEST_CASE("of equals the earlier is taken") {
  const Text text({{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}});
  CHECK(text.choose(so_many(1)) == Places{0});
}

TEST_CASE("what has been said is not said again") {
  Text text({{1, 2, 3, 4}, {1, 2, 3, 4}, {5, 6, 7, 8}, {9, 9, 9, 9}});
  text.ranks = {100, 100, 60, 10};
  CHECK(text.choose(so_many(2)) == Places{0, 2});
  SelectionOptions careless = so_many(2);
  careless.lambda = unit;
  CHECK(text.choose(careless) == Places{0, 1});
}

TEST_CASE("figures count") {
  Text text({{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}});
  text.facts[2].figures = true;
  CHECK(text.choose(so_many(1)) == Places{2});
}

TEST_CASE("sentences of few words come behind all others") {
  Text text({{1, 2}, {3, 4, 5, 6}, {7, 8}});
  text.ranks = {100, 1, 100};
  CHECK(text.choose(so_many(1)) == Places{1});
  CHECK(text.choose(so_many(3)) == Places{0, 1, 2});
}

TEST_CASE("no more words than are wanted, and what fits is found") {
  Text text({{1, 2, 3, 4, 5, 6}, {7, 8, 9, 10}, {11, 12, 13, 14, 15}});
  text.ranks = {100, 10, 90};
  SelectionOptions options = so_many(3);
  options.max_words = 10;
  CHECK(text.choose(options) == Places{0, 1});
  options.max_words = 5;
  CHECK(text.choose(options) == Places{2});
  options.max_words = 3;
  CHECK(text.choose(options).empty());
}

TEST_CASE("more are wanted than there are") {
  const Text text({{1, 2, 3, 4}, {5, 6, 7, 8}});
  CHECK(text.choose(so_many(100)) == Places{0, 1});
  CHECK(Text({}).choose(so_many(3)).empty());
}
