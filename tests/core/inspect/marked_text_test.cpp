// Text with marks and changes as HTML.
#include "tooling/inspect/marked_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "support/random_text.hpp"

using namespace docmill::host;
using namespace docmill::tooling;

namespace {

Mark mark(uint32_t start, uint32_t end, std::string key, std::string label = "x") {
  return {start, end, std::move(key), std::move(label), 210};
}

std::string span(const std::string& key, const std::string& inside, bool first = true, const std::string& name = "m") {
  return "<span class=\"" + name + "\" style=\"--h:210\" data-k=\"" + key + "\" data-l=\"x\"" +
         (first ? " tabindex=\"0\" role=\"button\"" : "") + ">" + inside + "</span>";
}

// The text without the tags, references undone.
std::string plain(const std::string& html) {
  std::string out;
  for (std::size_t i = 0; i < html.size();) {
    if (html[i] == '<') {
      i = html.find('>', i) + 1;
    } else if (html[i] == '&') {
      const std::size_t end = html.find(';', i);
      const std::string name = html.substr(i + 1, end - i - 1);
      out += name == "amp" ? "&" : name == "lt" ? "<" : name == "gt" ? ">" : name == "quot" ? "\"" : "'";
      i = end + 1;
    } else {
      out += html[i++];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("one mark, and characters that HTML needs") {
  CHECK(marked_text("a <b> & 'c'", {mark(2, 5, "1.0")}, {}, {}, {}) ==
        "a " + span("1.0", "&lt;b&gt;") + " &amp; &#39;c&#39;");
}

TEST_CASE("marks that overlap: each piece knows all") {
  CHECK(marked_text("abcdef", {mark(0, 4, "1.0"), mark(2, 6, "1.1")}, {}, {}, {}) ==
        span("1.0", "ab") + span("1.0 1.1", "cd") + span("1.1", "ef", false));
}

TEST_CASE("two marks of one place, and a mark of nothing") {
  CHECK(marked_text("ab", {mark(0, 1, "1.0"), mark(0, 1, "1.1"), mark(1, 1, "1.2")}, {}, {}, {}) ==
        span("1.0 1.1", "a") + span("1.2", "", true, "m point") + "b");
}

TEST_CASE("a label cannot leave its attribute") {
  CHECK(marked_text("a", {mark(0, 1, "1.0", "\"><script>")}, {}, {}, {}).find("<script>") == std::string::npos);
}

TEST_CASE("removed, replaced and put in") {
  using Kind = TextChange::Kind;
  // "ab cd" -> "aX  d!"
  const std::vector<TextChange> changes = {{Kind::kept, 0, 1, 0, 1},     {Kind::replaced, 1, 2, 1, 2},
                                           {Kind::replaced, 2, 3, 2, 4}, {Kind::removed, 3, 4, 4, 4},
                                           {Kind::kept, 4, 5, 4, 5},     {Kind::replaced, 5, 5, 5, 6}};
  CHECK(marked_text("ab cd", {}, changes, "aX  d!", {"", "c1.0", "", "c1.1", "", ""}) ==
        "a<del data-k=\"c1.0\" tabindex=\"0\" role=\"button\">b</del><ins>X</ins>  "
        "<del data-k=\"c1.1\" tabindex=\"0\" role=\"button\">c</del>d<ins>!</ins>");
}

TEST_CASE("whatever the marks, the text is all there, once") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    const std::string text = docmill::test::random_text(random, random() % 30);
    std::vector<Mark> marks;
    for (std::size_t n = random() % 8; n > 0; --n) {
      uint32_t a = random() % (text.size() + 1), b = random() % (text.size() + 1);
      marks.push_back(mark(std::min(a, b), std::max(a, b), "1." + std::to_string(n)));
    }
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.start < b.start; });
    CHECK(plain(marked_text(text, marks, {}, {}, {})) == text);
  }
}
