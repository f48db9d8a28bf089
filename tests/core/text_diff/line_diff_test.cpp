// Differences as people read them.
#include "tooling/text_diff/line_diff.hpp"

#include <doctest/doctest.h>

#include <random>

using docmill::tooling::line_diff;

TEST_CASE("what is equal has no difference") { CHECK(line_diff("a\nb", "a\nb").empty()); }

TEST_CASE("one line") { CHECK(line_diff("old", "new") == "- old\n+ new\n"); }

TEST_CASE("two lines around a change are shown, others are not") {
  CHECK(line_diff("1\n2\n3\n4\n5\n6\n7\n8", "1\n2\n3\n4\nx\n6\n7\n8") == "  …\n  3\n  4\n- 5\n+ x\n  6\n  7\n  …\n");
}

TEST_CASE("lines that moved, came and went") {
  CHECK(line_diff("a\nb\nc", "b\nc\nd") == "- a\n  b\n  c\n+ d\n");
  CHECK(line_diff("", "a") == "- \n+ a\n");
}

TEST_CASE("a long line is cut around its first difference, not through a character") {
  const std::string head(100, 'h'), tail(200, 't');
  const std::string got = line_diff(head + "é" + tail, head + "ü" + tail);
  const auto around = [](const char* letter) {
    return " …" + std::string(60, 'h') + letter + std::string(58, 't') + "…\n";
  };
  CHECK(got == "-" + around("é") + "+" + around("ü"));
}

TEST_CASE("a difference leads from the one text to the other") {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    const auto lines = [&] {
      std::string text;
      for (std::size_t n = random() % 7; n > 0; --n)
        text += std::string(1, static_cast<char>('a' + random() % 3)) + "\n";
      return text;
    };
    const std::string a = lines(), b = lines();
    const std::string difference = line_diff(a, b);
    if (difference.find("…") != std::string::npos) continue;
    std::string from, to;
    for (std::size_t at = 0; at < difference.size();) {
      const std::size_t end = difference.find('\n', at);
      const std::string line = difference.substr(at + 2, end - at - 2) + "\n";
      if (difference[at] != '+') from += line;
      if (difference[at] != '-') to += line;
      at = end + 1;
    }
    if (a == b) continue;
    CHECK(from == a + "\n");
    CHECK(to == b + "\n");
  }
}
