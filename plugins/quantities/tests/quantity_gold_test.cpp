#include "quantity_gold.hpp"

#include <doctest/doctest.h>

using namespace docmill::quantities;

namespace {

gold::Scores scores_of(const std::string& part) {
  gold::Scores all;
  for (const gold::Text& text : gold::read(part)) {
    const gold::Scores s = gold::score(text, gold::tables(), [](const std::string& m) { MESSAGE(m); });
    for (std::size_t k = 0; k < gold::kinds.size(); ++k) all.of_kind[k] += s.of_kind[k];
  }
  return all;
}

void check_floor(const std::string& part, double floor) {
  const gold::Scores scores = scores_of(part);
  for (std::size_t k = 0; k < gold::kinds.size(); ++k) {
    const gold::Score& s = scores.of_kind[k];
    CAPTURE(part);
    MESSAGE(part, " ", std::string(gold::kinds[k]), ": ", s.right + s.missed, " in the gold, F1 ", s.f1());
    CHECK(s.f1() >= floor);
  }
}

}  // namespace

TEST_CASE("the gold is large enough to mean something") {
  std::size_t quantities = 0;
  for (const char* part : {"development", "held_out"}) {
    const auto texts = gold::read(part);
    CHECK(texts.size() == 10);
    for (const gold::Text& text : texts)
      for (const gold::Sentence& s : text.sentences) quantities += s.quantities.size();
  }
  CHECK(quantities >= 300);
}

TEST_CASE("quantities are found with their values: development") { check_floor("development", 0.97); }
TEST_CASE("quantities are found with their values: held out") { check_floor("held_out", 0.93); }
