#include "sections.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace docmill::sections;

namespace {

// "lead|text of it" and "title (path)|text of it", one a line.
std::string told(std::string_view text, const Rules& rules = {}) {
  std::string all;
  for (const Section& s : find_sections(text, markdown_headings(text), rules)) {
    all += s.heading ? s.title + " (" + s.path + ")" : "lead";
    all += "|" + std::string(text.substr(s.start, s.end - s.start)) + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("a section goes from heading to heading, what stands before the first is the lead") {
  CHECK(told("Words before.\n\n# One\n\nText.\n\n## Two\n\nMore.\n") ==
        "lead|Words before.\nOne (One)|# One\n\nText.\nTwo (One > Two)|## Two\n\nMore.\n");
  CHECK(told("# One\n# Two") == "One (One)|# One\nTwo (Two)|# Two\n");
}

TEST_CASE("headings below the level stay in their section, and are no part of its path") {
  CHECK(told("# A\n### b\nx\n## C\n### d\n## E\n# F\n## G") ==
        "A (A)|# A\n### b\nx\nC (A > C)|## C\n### d\nE (A > E)|## E\nF (F)|# F\nG (F > G)|## G\n");
  CHECK(told("# A\n## B\nx", {1, 0}) == "A (A)|# A\n## B\nx\n");
  CHECK(told("### b\nx") == "");
}

TEST_CASE("short sections are joined with the next one, the last one with the one before") {
  const std::string text = "# A\n\n# B\n\nlong enough text\n\n# C\n\nlong enough, too\n\n# D";
  CHECK(told(text, {2, 10}) == "A (A)|# A\n\n# B\n\nlong enough text\nC (C)|# C\n\nlong enough, too\n\n# D\n");
  CHECK(told("by me\n\n# A\n\nlong enough text", {2, 10}) == "A (A)|by me\n\n# A\n\nlong enough text\n");
  CHECK(told("# A\n\nÄÖÜ", {2, 8}) == "A (A)|# A\n\nÄÖÜ\n");
  CHECK(told("# A", {2, 100}) == "A (A)|# A\n");
}

TEST_CASE("what looks like a heading and is none") {
  CHECK(told("#hashtag\n    # indented\n####### seven\n") == "");
  CHECK(told("```\n# comment\n```\n~~~~ sh\n# comment\n~~~\n# comment\n~~~~\n# Real") ==
        "lead|```\n# comment\n```\n~~~~ sh\n# comment\n~~~\n# comment\n~~~~\nReal (Real)|# Real\n");
  CHECK(told("``` never closed\n# comment") == "");
  CHECK(told("## Closed ##\n#\n# C# #\n# C#") == "Closed (Closed)|## Closed ##\n ()|#\nC# (C#)|# C# #\nC# (C#)|# C#\n");
}

TEST_CASE("headings of a page that overlap, are empty or stand at one place make no empty section") {
  const std::string_view text = "ab\n\n \n\ncd";
  const std::vector<Section> found =
      find_sections(text, {{0, 2, 1}, {0, 0, 1}, {0, 2, 2}, {1, 2, 2}, {5, 6, 2}, {7, 9, 2}}, {});
  std::vector<std::string_view> texts;
  for (const Section& s : found) texts.push_back(text.substr(s.start, s.end - s.start));
  CHECK(texts == std::vector<std::string_view>{"a", "b", "cd"});
  CHECK(find_sections("", {}, {}).empty());
}
