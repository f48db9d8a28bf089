#include "lead.hpp"

#include <doctest/doctest.h>

#include "docmill/base/utf8.hpp"

using namespace docmill::summary;

namespace {

std::string lead_of(std::string_view text, LeadOptions options = {}, std::string_view tag = "en") {
  static docmill::sentences::SentenceSplitter splitter;
  std::vector<docmill::sentences::Sentence> found;
  std::string summary = "left over from the document before";
  lead(text, tag, options, splitter, found, summary);
  return summary;
}

Lead done(std::string_view text, LeadOptions options = {}) {
  docmill::sentences::SentenceSplitter splitter;
  std::vector<docmill::sentences::Sentence> found;
  std::string summary;
  return lead(text, "en", options, splitter, found, summary);
}

constexpr std::string_view article =
    "A faster chip\n\n"
    "By a reporter\n\n"
    "The maker showed a new chip on Monday. Mr. J. K. Brown of the U.S. office called it fast. It has 80 GB of "
    "memory.\n\n"
    "Prices\n\n"
    "It will cost more. Orders begin in May.\n";

}  // namespace

TEST_CASE("the lead is the first sentences of the body") {
  CHECK(lead_of(article) ==
        "The maker showed a new chip on Monday. Mr. J. K. Brown of the U.S. office called it fast. It has 80 GB of "
        "memory.");
}

TEST_CASE("the number of sentences is an option") {
  CHECK(lead_of(article, {1, 0}) == "The maker showed a new chip on Monday.");
  CHECK(lead_of(article, {4, 0}).ends_with("It has 80 GB of memory. It will cost more."));
}

TEST_CASE("a text with fewer sentences gives all it has") {
  CHECK(lead_of("One is here. Two is here.", {100, 0}) == "One is here. Two is here.");
}

TEST_CASE("an empty text has an empty summary") {
  CHECK(lead_of("") == "");
  CHECK(lead_of("\n \n") == "");
}

TEST_CASE("the limit leaves out whole sentences") {
  CHECK(lead_of("One is here. Two is here. Three.", {3, 25}) == "One is here. Two is here.");
  CHECK(lead_of("One is here. Two is here. Three.", {3, 24}) == "One is here.");
}

TEST_CASE("no later, shorter sentence slips in behind one that was left out") {
  CHECK(lead_of("One is here. Two is a far longer sentence. Three.", {3, 20}) == "One is here.");
}

TEST_CASE("a first sentence over the limit is shortened between words") {
  CHECK(lead_of("The first sentence is long. Two.", {3, 15}) == "The first…");
}

TEST_CASE("no summary is longer than its limit") {
  for (std::size_t limit = 1; limit < 130; ++limit) {
    CAPTURE(limit);
    CHECK(docmill::utf8::count(lead_of(article, {3, limit})) <= limit);
  }
}

TEST_CASE("Chinese sentences stand without spaces") {
  CHECK(lead_of("新芯片\n这是新的芯片。它很快！价格不高。还有更多。", {2, 0}, "zh-Hans") == "这是新的芯片。它很快！");
}

TEST_CASE("wrapped lines are joined") {
  CHECK(lead_of("The chip is\nfast and\nsmall.") == "The chip is fast and small.");
}

TEST_CASE("an unknown or odd language tag is no trouble") {
  for (const char* tag : {"", "und", "xx", "-", "EN", "en-US-x-private"}) {
    CAPTURE(tag);
    CHECK(lead_of("One is here. Two is here.", {1, 0}, tag) == "One is here.");
  }
}

TEST_CASE("the same text gives the same summary whatever came before") {
  const std::string first = lead_of(article);
  lead_of("这是新的芯片。", {}, "zh");
  lead_of("Τι είναι; Αυτό.", {}, "el");
  CHECK(lead_of(article) == first);
}

TEST_CASE("what was done is told") {
  using docmill::sentences::SummaryBasis;
  CHECK(done(article).basis == SummaryBasis::sentences);
  CHECK(done(article).sentences == 3);
  CHECK(done("One is here. Two is here.", {2, 0}).basis == SummaryBasis::whole);
  CHECK(done("Only one is here.").basis == SummaryBasis::whole);
  CHECK(done("Only one is here.").sentences == 1);
  CHECK(done("A new chip\nAnother chip\nA third").basis == SummaryBasis::headings);
  CHECK(done("A new chip\nAnother chip\nA third").sentences == 3);
  CHECK(done("").basis == SummaryBasis::nothing);
  CHECK(done("-- \n !!").basis == SummaryBasis::nothing);
  CHECK(done("").sentences == 0);
}

TEST_CASE("a sentence cut short, or left out for its length, is told") {
  using docmill::sentences::SummaryBasis;
  CHECK(done("The first sentence is long.", {3, 15}).shortened);
  CHECK(done("The first sentence is long.", {3, 15}).basis == SummaryBasis::sentences);
  CHECK(done("Extraordinarily.", {3, 5}).sentences == 0);
  CHECK_FALSE(done("One is here. Two is here.", {2, 13}).shortened);
  CHECK(done("One is here. Two is here.", {2, 13}).basis == SummaryBasis::sentences);
}

TEST_CASE("the number of an item is no summary") {
  CHECK(lead_of("1. First item of the list is here. 2. Second item of the list is here.", {1, 0}) ==
        "1. First item of the list is here.");
}
