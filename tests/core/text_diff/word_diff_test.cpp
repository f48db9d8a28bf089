// The differences of texts, against a definition: applying the edits to the first gives the second.
#include "tooling/text_diff/word_diff.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "host/support/shuffle.hpp"

using namespace docmill::host;
using namespace docmill::tooling;
using Lines = std::vector<std::string>;

namespace {

std::string applied(std::string_view a, std::string_view b) {
  std::string out;
  std::size_t at = 0;
  for (const TextEdit& e : diff_words(a, b)) {
    CHECK(e.a_begin >= at);
    CHECK((e.a_begin != e.a_end || e.b_begin != e.b_end));
    out += a.substr(at, e.a_begin - at);
    out += b.substr(e.b_begin, e.b_end - e.b_begin);
    at = e.a_end;
  }
  return out += a.substr(at);
}

std::string words(SplitMix64& random, std::size_t n) {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) text += std::string("w") + std::to_string(random.below(6)) + " ";
  return text;
}

}  // namespace

TEST_CASE("one word for another is one edit, of whole words") {
  const auto edits = diff_words("sold the A100 last year", "sold the H100 last year");
  REQUIRE(edits.size() == 1);
  CHECK(edits[0].a_begin == 9);
  CHECK(edits[0].a_end == 13);
  CHECK(edits[0].b_end == 13);
}

TEST_CASE("the same, and nothing") {
  CHECK(diff_words("a b c", "a b c").empty());
  CHECK(diff_words("", "").empty());
  CHECK(distance("", "") == 0);
  CHECK(distance("a", "") == 1);
  CHECK(show_text_difference("", "new", 5) == Lines{"- ", "+ new"});
}

TEST_CASE("applied to the first, the edits give the second: random texts") {
  SplitMix64 random(7);
  for (int i = 0; i < 400; ++i) {
    const std::string a = words(random, random.below(30)), b = words(random, random.below(30));
    CHECK(applied(a, b) == b);
    CHECK(distance(a, b) == distance(b, a));
  }
}

TEST_CASE("texts that have nothing in common are not searched to the end") {
  std::string a, b;
  for (int i = 0; i < 5000; ++i) {
    a += "a" + std::to_string(i) + ",";
    b += "b" + std::to_string(i) + ".";
  }
  CHECK(applied(a, b) == b);
  CHECK(distance(a, b) == 1);
  CHECK(applied("begin " + a + " end", "begin " + b + " end") == "begin " + b + " end");
}

TEST_CASE("Chinese characters stand alone, German words do not fall apart") {
  CHECK(diff_words("英伟达的芯片", "英特尔的芯片").size() == 1);
  CHECK(diff_words("英伟达的芯片", "英特尔的芯片")[0].a_begin == 3);
  const auto edits = diff_words("die Märkte", "die Märtte");
  REQUIRE(edits.size() == 1);
  CHECK(edits[0].a_begin == 4);
}

TEST_CASE("broken UTF-8 and controls do no harm") {
  for (const std::string& text : {std::string("\xff\xe2\x80"), std::string("a\0b\x01", 4), std::string("\xf0")}) {
    CHECK(applied(text, "x y") == "x y");
    CHECK(applied("x y", text) == text);
    CHECK(show_text_difference(text, "x", 1).size() == 2);
  }
}

TEST_CASE("a difference is shown with the words around it, near ones together, far ones apart") {
  std::string a = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";
  std::string b = a;
  b.replace(b.find("eight"), 5, "EIGHT");
  CHECK(show_text_difference(a, b, 5) ==
        Lines{"- …two three four five six seven eight nine ten eleven twelve thirteen fourteen…",
              "+ …two three four five six seven EIGHT nine ten eleven twelve thirteen fourteen…"});
  b.replace(b.find("ten"), 3, "TEN");
  CHECK(show_text_difference(a, b, 5).size() == 2);
  b.replace(0, 3, "ONE");
  b.replace(b.find("sixteen"), 7, "SIXTEEN");
  std::string far = a + " " + a + " " + a, other = b + " " + a + " " + b;
  CHECK(show_text_difference(far, other, 9).size() > 4);
  const Lines some = show_text_difference(far, other, 1);
  REQUIRE(some.size() == 3);
  CHECK(some[2].starts_with("… and "));
}

TEST_CASE("line ends are seen, and a long change is shown by its two ends") {
  CHECK(show_text_difference("a\nb", "a b", 5) == Lines{"- a⏎b", "+ a b"});
  const Lines lines = show_text_difference("x", std::string(5000, 'y'), 5);
  CHECK(lines[1].size() < 400);
  CHECK(lines[1].find(" … ") != std::string::npos);
}
