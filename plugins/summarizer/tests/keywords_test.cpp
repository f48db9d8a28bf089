#include "keywords.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "words/function_words.hpp"

using namespace docmill;
using summary::Keyword;

namespace {

struct Found {
  std::vector<std::string> texts;
  std::vector<Keyword> keywords;
};

Found keywords_of(const std::string& text, const std::string& language = "en", std::size_t n = 10) {
  sentences::SentenceSplitter splitter;
  std::vector<sentences::Sentence> sentences;
  splitter.split(text, language, 0, sentences);
  summary::Keywords finder;
  Found found;
  const words::FunctionWords list(language);
  found.keywords = finder.find(text, sentences, list, words::has_function_words(language), n);
  for (const Keyword& k : found.keywords) found.texts.push_back(text.substr(k.start, k.end - k.start));
  return found;
}

bool has(const Found& found, const std::string& text) {
  return std::find(found.texts.begin(), found.texts.end(), text) != found.texts.end();
}

const std::string article =
    "The sluice gate at Oudeveen has failed again. Engineers had repaired the sluice gate in March. Water from the "
    "canal "
    "ran into the meadows, and farmers moved their cows. A sluice gate of this age is hard to mend, said the engineers "
    "of "
    "the water board. The water board will ask for money.";

}  // namespace

TEST_CASE("phrases that come again are found, and not their parts beside them") {
  const Found found = keywords_of(article);
  CHECK(has(found, "sluice gate"));
  CHECK(has(found, "water board"));
  CHECK_FALSE(has(found, "sluice"));
  CHECK_FALSE(has(found, "gate"));
  CHECK(found.texts.front() == "sluice gate");
  CHECK(found.keywords.front().count == 3);
}

TEST_CASE("no function word and no number begins or ends a keyword") {
  for (const std::string& text :
       keywords_of("In 2024 the mill of the town and the mill of the village met the mill of 1900.").texts) {
    CAPTURE(text);
    CHECK(text.find("2024") == std::string::npos);
    CHECK_FALSE(text.starts_with("the"));
    CHECK_FALSE(text.ends_with("of"));
  }
}

TEST_CASE("a function word may stand within") {
  CHECK(has(keywords_of("The House of Lords met. Later the House of Lords voted. Nobody saw the House of Lords leave."),
            "House of Lords"));
}

TEST_CASE("S of a word is that of the paper") {
  // "mill": 3 times, in sentences 0, 1, 2; never with a capital within a sentence. Worked out by hand in floating
  // point.
  const std::string text = "Old mill turns. Old mill stops. Old mill burns.";
  const Found found = keywords_of(text, "en", 100);
  // Words: old 3, mill 3, turns 1, stops 1, burns 1: mean 1.8, deviation sqrt(0.96).
  const double deviation = std::sqrt(0.96), norm = 3 / (1.8 + deviation);
  const double mill_related = 1 + (1.0 / 3 + 3.0 / 3) * 3 / 3, old_related = 1 + (0 + 1.0 / 3) * 3 / 3;
  const double position = std::log(std::log(3 + 1.0));
  const double mill = mill_related * position / (norm / mill_related + 1 / mill_related);
  const double old = old_related * position / (norm / old_related + 1 / old_related);
  REQUIRE(found.texts.front() == "Old mill");
  CHECK(static_cast<double>(found.keywords.front().weight) / 4294967296.0 ==
        doctest::Approx(old * mill / (3 * (1 + old + mill))).epsilon(0.01));
}

TEST_CASE("terms of Chinese are those whose neighbours vary") {
  const Found found =
      keywords_of("新的光刻机很贵。工厂买了光刻机，又卖掉光刻机。没有光刻机的工厂停产，政府资助工厂。", "zh");
  CHECK(found.texts.front() == "光刻机");
  CHECK(has(found, "工厂"));
  CHECK_FALSE(has(found, "光刻"));
  CHECK_FALSE(has(found, "刻机"));
}

TEST_CASE("katakana and Latin names in Japanese") {
  const Found found = keywords_of("ラピダスの工場。ラピダスは北へ、ラピダスが東へ。IBMとラピダス。IBMもIBMだ。", "ja");
  CHECK(has(found, "IBM"));
}

TEST_CASE("keywords are at most so many, in bounds and on borders, whatever the text") {
  for (const std::string& text :
       {std::string(), std::string("..."), std::string("a"), std::string("的的的的的的"), std::string(3000, 'x'),
        std::string("שלום עולם. שלום שוב, עולם ישן."), std::string("مرحبا بالعالم. مرحبا مرة أخرى."), article}) {
    for (const char* language : {"en", "", "zh", "ar"}) {
      const Found found = keywords_of(text, language, 5);
      CHECK(found.keywords.size() <= 5);
      for (const Keyword& k : found.keywords) {
        CHECK(k.start < k.end);
        CHECK(k.end <= text.size());
        CHECK(k.count > 0);
      }
    }
  }
  CHECK(keywords_of(article, "en", 0).keywords.empty());
}
