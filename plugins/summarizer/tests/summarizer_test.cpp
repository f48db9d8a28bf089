#include "summarizer.hpp"

#include <doctest/doctest.h>

#include <ctime>

#include "docmill/base/utf8.hpp"
#include "word_count.hpp"

using namespace docmill::summary;
using docmill::sentences::SummaryBasis;

namespace {

struct Result {
  std::string text;
  Done done;
};

Result summary_of(std::string_view text, std::size_t sentences = 3, std::size_t max_words = 0,
                  Method method = Method::lexrank, std::string_view tag = "en") {
  Summarizer summarizer;
  SummaryOptions options;
  options.method = method;
  options.selection.sentences = sentences;
  options.selection.max_words = max_words;
  Result result;
  result.text = "left over from the document before";
  result.done = summarizer.summarize(text, tag, options, result.text);
  return result;
}

const std::string article =
    "It was a mild day in the town. The new memory chip doubles the memory of the old chip in 2024. People came and "
    "went "
    "to the market. The old memory chip had 40 gigabytes of memory and cost 900 dollars. Nobody looked at the pigeons "
    "on "
    "the roof.";

// A long text of sentences that share words: the n-th sentence speaks of the n-th thing and some others.
std::string long_text(std::size_t n, int words = 14) {
  static const char* things[] = {"river",   "bridge", "council", "engine", "harbour", "letter",   "forest",  "market",
                                 "teacher", "winter", "station", "doctor", "garden",  "mountain", "village", "window"};
  std::string text;
  uint32_t state = 1;
  const auto word = [&] {
    state = state * 1664525 + 1013904223;
    const uint32_t k = state >> 16;
    return k % 3 == 0 ? std::string(things[k % 16])
                      : "word" + std::string(1, static_cast<char>('a' + k % 26)) +
                            std::string(1, static_cast<char>('a' + k / 26 % 26));
  };
  for (std::size_t i = 0; i < n; ++i) {
    text += "The";
    for (int w = 0; w < words; ++w) text += " " + word();
    text += i % 5 == 4 ? ".\n\n" : ". ";
  }
  return text;
}

double processor_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

TEST_CASE("the sentences that say it are taken, in the order of the text") {
  CHECK(
      summary_of(article, 2).text ==
      "The new memory chip doubles the memory of the old chip in 2024. The old memory chip had 40 gigabytes of memory "
      "and cost 900 dollars.");
}

TEST_CASE("the lead is what the stub gives") {
  const Result lead = summary_of(article, 2, 0, Method::lead);
  CHECK(lead.text == "It was a mild day in the town. The new memory chip doubles the memory of the old chip in 2024.");
  CHECK(lead.done.basis == SummaryBasis::sentences);
  CHECK(lead.done.sentences == 2);
}

TEST_CASE("what was done is told") {
  CHECK(summary_of("").done.basis == SummaryBasis::nothing);
  CHECK(summary_of("").text.empty());
  CHECK(summary_of(" \n .. \n").done.basis == SummaryBasis::nothing);
  CHECK(summary_of("Only one is here.").done.basis == SummaryBasis::whole);
  CHECK(summary_of("A new chip\nAnother chip\nA third").done.basis == SummaryBasis::headings);
  CHECK(summary_of("A new chip\nAnother chip\nA third\nA fourth", 2).text == "A new chip Another chip");
  CHECK(summary_of(article, 100).done.basis == SummaryBasis::whole);
  CHECK(summary_of(article, 2).done.basis == SummaryBasis::sentences);
}

TEST_CASE("no summary has more words than are wanted") {
  for (std::size_t limit = 1; limit < 70; ++limit) {
    for (const Method method : {Method::lexrank, Method::central, Method::lead}) {
      CAPTURE(limit);
      const Result r = summary_of(article, 5, limit, method);
      CHECK(count_words(r.text) <= limit);
      CHECK(r.done.sentences >= 1);
      CHECK(r.done.shortened == r.text.ends_with("…"));
    }
  }
  CHECK(summary_of("The first sentence is long. Another one is here too.", 3, 2).text == "The first…");
}

TEST_CASE("words are counted as readers do") {
  CHECK(count_words("") == 0);
  CHECK(count_words("one, two - three (four)") == 4);
  CHECK(count_words("e-mail isn't U.S.") == 3);
  CHECK(count_words("新芯片很快。") == 5);
  CHECK(count_words("用GPU算") == 3);
  CHECK(first_words("one, two - three", 2) == "one, two");
  CHECK(first_words("one two", 2) == "one two");
  CHECK(first_words("新芯片很快。", 2) == "新芯");
}

TEST_CASE("Chinese sentences stand without spaces, right-to-left ones in their order") {
  CHECK(
      summary_of("新的芯片很快，有八十个核心。天气很好。新的芯片价格是九百元，核心很多。", 2, 0, Method::lexrank, "zh")
          .text == "新的芯片很快，有八十个核心。新的芯片价格是九百元，核心很多。");
  const Result arabic =
      summary_of("الشريحة الجديدة سريعة جدا وكبيرة. الطقس جميل. تكلف الشريحة الجديدة 900 دولار كبيرة.", 1, 0,
                 Method::lexrank, "ar");
  CHECK(arabic.done.sentences == 1);
  CHECK(arabic.text.find("الشريحة") != std::string::npos);
}

TEST_CASE("an unknown or odd language tag is no trouble") {
  for (const char* tag : {"", "und", "xx", "-", "EN", "en-US-x-private"}) {
    CAPTURE(tag);
    CHECK_FALSE(summary_of(article, 1, 0, Method::lexrank, tag).text.empty());
  }
}

TEST_CASE("the same text gives the same summary whatever came before") {
  Summarizer used;
  std::string first, again;
  const SummaryOptions options;
  used.summarize(article, "en", options, first);
  used.summarize(long_text(300), "en", options, again);
  used.summarize("新的芯片很快。", "zh", options, again);
  used.keywords(long_text(50), "en", 10);
  used.summarize(article, "en", options, again);
  CHECK(first == again);
}

TEST_CASE("a giant sentence, and one of the same word, are sentences") {
  std::string giant = "Start";
  for (int i = 0; i < 200000; ++i) giant += " word" + std::to_string(i % 977);
  giant += ".";
  CHECK(summary_of(giant + " Another one is here with four good words.", 1).done.sentences == 1);
  CHECK(summary_of(giant, 3, 10).done.shortened);
  std::string same;
  for (int i = 0; i < 100000; ++i) same += "again ";
  CHECK(summary_of(same + ".").done.basis == SummaryBasis::whole);
  const std::string without_end(1000000, 'x');
  CHECK(summary_of(without_end).done.sentences <= 1);
}

TEST_CASE("time grows as the text does") {
  Summarizer summarizer;
  std::string summary;
  const auto seconds = [&](const std::string& text) {
    const double before = processor_seconds();
    summarizer.summarize(text, "en", {}, summary);
    summarizer.keywords(text, "en", 10);
    return processor_seconds() - before;
  };
  const std::string small = long_text(5000), large = long_text(40000);
  const double few = std::min(seconds(small), seconds(small)), many = seconds(large);
  MESSAGE("5,000 sentences ", few * 1000, " ms, 40,000 sentences ", many * 1000, " ms of the processor");
  CHECK(many < 24 * few);  // 8 times the text; the square would be 64
}

TEST_CASE("200,000 sentences are summarised") {
  const Result r = summary_of(long_text(200000, 4), 100);
  CHECK(r.done.sentences == 100);
  CHECK(r.done.basis == SummaryBasis::sentences);
}
