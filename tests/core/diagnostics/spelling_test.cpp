// "did you mean".
#include "host/diagnostics/spelling.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace docmill::host;

namespace {

// Optimal string alignment as it is defined, without a table.
std::size_t naive_distance(std::string_view a, std::string_view b) {
  if (a.empty()) return b.size();
  if (b.empty()) return a.size();
  const auto cut = [](std::string_view s, std::size_t n) { return s.substr(0, s.size() - n); };
  std::size_t best = naive_distance(cut(a, 1), cut(b, 1)) + (a.back() == b.back() ? 0 : 1);
  best = std::min(best, naive_distance(cut(a, 1), b) + 1);
  best = std::min(best, naive_distance(a, cut(b, 1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] && b.back() == a[a.size() - 2]) {
    best = std::min(best, naive_distance(cut(a, 2), cut(b, 2)) + 1);
  }
  return best;
}

const std::vector<std::string> keys = {"duplicates", "encoding", "fields", "from", "max-document", "skip"};

}  // namespace

TEST_CASE("the edit distance counts inserting, deleting, replacing and swapping") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("abc", "abxc") == 1);
  CHECK(edit_distance("abc", "ac") == 1);
  CHECK(edit_distance("abc", "axc") == 1);
  CHECK(edit_distance("abc", "acb") == 1);
  CHECK(edit_distance("ca", "abc") == 3);  // 2 if a swapped pair could be edited again
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the edit distance is that of the definition") {
  std::mt19937 random(3);
  const auto word = [&] {
    std::string out(random() % 7, 'a');
    for (char& c : out) c = static_cast<char>('a' + random() % 3);
    return out;
  };
  for (int i = 0; i < 1500; ++i) {
    const std::string a = word(), b = word();
    REQUIRE_MESSAGE(edit_distance(a, b) == naive_distance(a, b), a, " ", b);
    REQUIRE(edit_distance(a, b) == edit_distance(b, a));
  }
}

TEST_CASE("the nearest word is found when it is near enough") {
  CHECK(nearest("encodng", keys) == "encoding");
  CHECK(nearest("form", keys) == "from");
  CHECK(nearest("duplicate", keys) == "duplicates");
  CHECK(nearest("", keys).empty());
  CHECK(nearest("threads", keys).empty());
  CHECK(nearest("xy", keys).empty());
}

TEST_CASE("a third of the word may be wrong, and three letters at most") {
  const std::vector<std::string> known = {"abcdef", "abcdefghijklmnop"};
  CHECK(nearest("abcdxy", known) == "abcdef");
  CHECK(nearest("abcxyz", known).empty());
  CHECK(nearest("abcdefghijklmxyz", known) == "abcdefghijklmnop");
  CHECK(nearest("abcdefghijklwxyz", known).empty());
}

TEST_CASE("case and the kind of dash do not count") {
  CHECK(nearest("MAX_DOCUMENT", keys) == "max-document");
  CHECK(nearest("Skip", keys) == "skip");
  CHECK(nearest("ON", std::vector<std::string>{"on"}) == "on");
}

TEST_CASE("of words equally near the first in byte order is taken, wherever it stands") {
  CHECK(nearest("cat", std::vector<std::string>{"rat", "bat", "hat"}) == "bat");
  CHECK(nearest("cat", std::vector<std::string>{"hat", "rat", "cut", "bat"}) == "bat");
}

TEST_CASE("where nothing is near, four letters or more are taken for the beginning of a word") {
  const std::vector<std::string> known = {"language_shares", "language", "languages"};
  CHECK(nearest("lang", known) == "language");
  CHECK(nearest("LANGUAGE-S", known) == "languages");  // near goes first
  CHECK(nearest("lan", known).empty());
  CHECK(nearest("tags", std::vector<std::string>{"hashtags"}).empty());
}

TEST_CASE("a suggestion is a question or nothing") {
  CHECK(suggestion("encodng", keys) == ", did you mean 'encoding'?");
  CHECK(suggestion("threads", keys).empty());
  CHECK(suggestion("x", std::vector<std::string>{}).empty());
}

TEST_CASE("a word of a megabyte is not compared") {
  const std::string huge(1'000'000, 'a');
  CHECK(nearest(huge, std::vector<std::string>(100, huge + "b")).empty());
}
