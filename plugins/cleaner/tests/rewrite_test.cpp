#include "text_edits/rewrite.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace docmill::cleaner;

namespace {

std::string applied(std::string_view source, const EditList& edits) {
  std::string out;
  apply(source, edits, out);
  return out;
}

// Random sorted, disjoint edits over a text of ASCII letters.
EditList random_edits(const std::string& text, std::mt19937& random) {
  EditList edits;
  uint32_t at = 0;
  while (at <= text.size()) {
    at += random() % 5;
    if (at > text.size()) break;
    const uint32_t end = std::min<uint32_t>(static_cast<uint32_t>(text.size()), at + random() % 4);
    const std::string with(random() % 4, static_cast<char>('A' + random() % 26));
    if (std::string_view(text).substr(at, end - at) != with) edits.replace(at, end, with);
    at = end + (end == at ? 1 : 0);
  }
  return edits;
}

}  // namespace

TEST_CASE("an empty list of edits keeps the text") { CHECK(applied("as it is", EditList()) == "as it is"); }

TEST_CASE("edits remove, replace and insert") {
  EditList edits;
  edits.replace(0, 2, "");
  edits.replace(3, 4, "XY");
  edits.replace(6, 6, "+");
  CHECK(applied("abcdef", edits) == "cXYef+");
}

TEST_CASE("replace_difference names only the bytes that differ") {
  EditList edits;
  edits.replace_difference("a\n\n\nb", 1, 4, "\n\n");
  REQUIRE(edits.size() == 1);
  CHECK(edits.edits()[0].end - edits.edits()[0].start == 1);
  CHECK(applied("a\n\n\nb", edits) == "a\n\nb");
}

TEST_CASE("replace_difference of equal text is no edit") {
  EditList edits;
  edits.replace_difference("a b", 1, 2, " ");
  CHECK(edits.empty());
}

TEST_CASE("replace_difference never cuts a code point") {
  EditList edits;
  const std::string source = "\u00e9";  // C3 A9
  edits.replace_difference(source, 0, 2, "\u00e8");
  CHECK(problem_with(source, edits).empty());
  CHECK(applied(source, edits) == "\u00e8");
}

TEST_CASE("compose does what the two rewrites do one after the other") {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string source(random() % 40, ' ');
    for (char& c : source) c = static_cast<char>('a' + random() % 26);
    const EditList first = random_edits(source, random);
    const std::string middle = applied(source, first);
    const EditList second = random_edits(middle, random);
    EditList both;
    compose(first, static_cast<uint32_t>(source.size()), second, both);
    CAPTURE(source);
    CAPTURE(middle);
    CHECK(applied(source, both) == applied(middle, second));
    uint32_t before = 0;
    for (const Edit& e : both.edits()) {
      CHECK(e.start >= before);
      CHECK(e.end >= e.start);
      before = e.end;
    }
  }
}

TEST_CASE("compose keeps edits apart that do not touch") {
  EditList first, second, both;
  first.replace(0, 5, "&");  // "&amp;" -> "&"
  second.replace(2, 3, "");  // of "& b": the b goes
  compose(first, 7, second, both);
  REQUIRE(both.size() == 2);
  CHECK(both.edits()[0].end == 5);
  CHECK(both.edits()[1].start == 6);
}

TEST_CASE("compose makes one edit where the second cuts into a replacement of the first") {
  EditList first, second, both;
  first.replace(1, 3, "XYZ");
  second.replace(2, 4, "q");  // Y Z -> q
  compose(first, 4, second, both);
  REQUIRE(both.size() == 1);
  CHECK(both.edits()[0].start == 1);
  CHECK(both.edits()[0].end == 3);
  CHECK(both.replacement(both.edits()[0]) == "Xq");
}

TEST_CASE("problem_with finds overlap, disorder, borders and empty changes") {
  EditList edits;
  edits.replace(2, 4, "x");
  edits.replace(3, 5, "y");
  CHECK(problem_with("abcdef", edits).find("overlap") != std::string::npos);
  EditList cut;
  cut.replace(1, 2, "");
  CHECK(problem_with("\u00e9", cut).find("code point") != std::string::npos);
  EditList beyond;
  beyond.replace(0, 9, "");
  CHECK(problem_with("abc", beyond).find("leaves") != std::string::npos);
  EditList same;
  same.replace(0, 1, "a");
  CHECK(problem_with("abc", same).find("nothing") != std::string::npos);
}
