#include "sentence_gold.hpp"

#include <doctest/doctest.h>

using namespace docmill::sentences;

namespace {

gold::Score score_of(const std::string& part, const gold::Splitter& splitter, bool tell) {
  gold::Score all;
  for (const gold::Text& text : gold::read(part)) {
    all += gold::score(text, splitter, [&](std::string_view what, std::string_view before, std::string_view after) {
      if (!tell) return;
      const std::size_t from = before.size() > 60 ? before.size() - 60 : 0;
      MESSAGE(text.language, ' ', what, ": ", before.substr(from), " | ", after.substr(0, 40));
    });
  }
  return all;
}

}  // namespace

TEST_CASE("the gold is large enough to mean something") {
  std::size_t sentences = 0, languages = 0;
  for (const char* part : {"development", "held_out"})
    for (const gold::Text& text : gold::read(part)) sentences += text.sentences, ++languages;
  CHECK(sentences >= 600);
  CHECK(languages >= 24);
}

TEST_CASE("the borders of the gold are found") {
  const gold::Score development = score_of("development", gold::ours, true);
  CHECK(development.f1() >= 0.985);
  const gold::Score held_out = score_of("held_out", gold::ours, true);
  CHECK(held_out.f1() >= 0.985);
}

TEST_CASE("the scorer sees what is wrong") {
  gold::Text text;
  text.language = "en";
  text.paragraphs.push_back({"One (a. b) is. Two is.", {14}});
  const auto score = [&](std::vector<std::size_t> ends) {
    return gold::score(text, [&](std::string_view, std::string_view) { return ends; });
  };
  CHECK(score({14, 22}).f1() == 1);
  CHECK(score({14}).f1() == 1);
  CHECK(score({22}).f1() == 0);
  CHECK(score({7, 14, 22}).wrong == 1);
  CHECK(score({7, 14, 22}).wrong_in_quotations == 1);
  CHECK(score({3, 14, 22}).wrong_in_quotations == 0);
  CHECK(score({7, 14}).f1() == doctest::Approx(2.0 / 3));
  CHECK(score({7, 14}).f1_by_handbook() == 1);
}

TEST_CASE("ICU alone does worse") {
  CHECK(score_of("held_out", gold::icu_alone, false).f1() < score_of("held_out", gold::ours, false).f1());
}
