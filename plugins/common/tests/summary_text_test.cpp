#include "sentences/summary_text.hpp"

#include <doctest/doctest.h>

using namespace docmill::sentences;

namespace {

std::string joined(std::initializer_list<std::string_view> sentences) {
  std::string s;
  for (const auto sentence : sentences) append_sentence(s, sentence);
  return s;
}

std::string shortened(std::string_view sentence, std::size_t limit) {
  std::string s;
  append_shortened(s, sentence, limit);
  return s;
}

}  // namespace

TEST_CASE("sentences are joined by one space") { CHECK(joined({"One.", "Two."}) == "One. Two."); }

TEST_CASE("Chinese and Japanese sentences are joined without a space") {
  CHECK(joined({"这是。", "那是！"}) == "这是。那是！");
  CHECK(joined({"これ。", "「それ。」"}) == "これ。「それ。」");
  // Quotation marks that other scripts have as well are as wide as what they hold.
  CHECK(joined({"他问：“谁？”", "她说：“我。”", "“好。”他说。"}) == "他问：“谁？”她说：“我。”“好。”他说。");
  CHECK(joined({"He said “no.”", "“Why?”"}) == "He said “no.” “Why?”");
  CHECK(joined({"他说“好。”", "Tom left."}) == "他说“好。” Tom left.");
}

TEST_CASE("Chinese beside Latin keeps a space") {
  CHECK(joined({"这是 GPU。", "The next."}) == "这是 GPU。 The next.");
  CHECK(joined({"The next.", "这是。"}) == "The next. 这是。");
}

TEST_CASE("Korean keeps its spaces") { CHECK(joined({"이것은 책이다.", "좋다."}) == "이것은 책이다. 좋다."); }

TEST_CASE("white space inside a sentence becomes one space") {
  CHECK(joined({"One\n  and\ttwo."}) == "One and two.");
  CHECK(joined({"第一\n行。"}) == "第一行。");
}

TEST_CASE("an empty sentence adds nothing") {
  CHECK(joined({"", "One.", "", "Two."}) == "One. Two.");
  CHECK(joined({" ", "One."}) == "One.");
}

TEST_CASE("the limit counts code points and the space between") {
  CHECK(fits("", "abc", 3));
  CHECK_FALSE(fits("", "abcd", 3));
  CHECK(fits("ab", "cd", 5));
  CHECK_FALSE(fits("ab", "cd", 4));
  CHECK(fits("", "äöü", 3));
  CHECK(fits("anything", "at all", 0));
}

TEST_CASE("a shortened sentence ends between words") {
  CHECK(shortened("The quick brown fox", 100) == "The quick brown fox");
  CHECK(shortened("The quick brown fox", 19) == "The quick brown fox");
  CHECK(shortened("The quick brown fox", 12) == "The quick…");
  CHECK(shortened("The quick brown fox", 10) == "The quick…");
  CHECK(shortened("The quick brown fox", 9) == "The…");
}

TEST_CASE("a word longer than the limit is not cut") { CHECK(shortened("Extraordinarily", 5) == ""); }

TEST_CASE("Chinese is shortened between characters") { CHECK(shortened("这是一个很长的句子。", 5) == "这是一个…"); }
