// Pages made to cost: the work is counted, not timed, and must grow with the page and no faster.
#include <doctest/doctest.h>

#include <functional>

#include "cleaner.hpp"
#include "main_content/blocks.hpp"
#include "plain_text/judge.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

std::string times(std::size_t n, const std::string& s) {
  std::string out;
  out.reserve(n * s.size());
  while (n-- > 0) out += s;
  return out;
}

// Open elements looked at while a page becomes a tree.
uint64_t steps(const std::string& page) {
  HtmlTree tree;
  parse_html(page, {}, tree);
  return tree.steps;
}

struct Hostile {
  const char* name;
  std::function<std::string(std::size_t)> page;
};

const Hostile pages[] = {
    {"deep", [](std::size_t n) { return times(n, "<div>") + "x" + times(n, "</div>"); }},
    {"deep and inline", [](std::size_t n) { return times(n, "<b><i>x"); }},
    {"siblings", [](std::size_t n) { return times(n, "<p>x"); }},
    {"siblings far below a paragraph",
     [](std::size_t n) { return "<p><button>" + times(300, "<span>") + times(n, "<div>x</div>"); }},
    {"items below what hides their list",
     [](std::size_t n) { return "<li>" + times(300, "<div>") + times(n, "<li>x</li>"); }},
    {"ends without a start", [](std::size_t n) { return times(300, "<div>") + times(n, "</span></b></td></x>"); }},
    {"unknown elements", [](std::size_t n) { return times(n, "<x-a>") + times(n, "</x-b>"); }},
    {"cells without a table", [](std::size_t n) { return times(n, "<td><tr><th>"); }},
    {"options", [](std::size_t n) { return "<select>" + times(n, "<option>a<optgroup>"); }},
    {"paragraphs in a drawing",
     [](std::size_t n) { return "<svg>" + times(300, "<g>") + "<desc>" + times(n, "<g><p>x</p>"); }},
    {"less-than signs", [](std::size_t n) { return times(n, "<<a<"); }},
    {"quotes without an end", [](std::size_t n) { return times(n, "<a b=\"") + times(n, "'"); }},
    {"comments without an end", [](std::size_t n) { return times(n, "<!--<!-"); }},
};

}  // namespace

TEST_CASE("twice the page is twice the work of the parser") {
  for (const Hostile& h : pages) {
    CAPTURE(h.name);
    const uint64_t one = steps(h.page(4000)), two = steps(h.page(8000));
    CHECK(two <= 2 * one + 200 * 300);
    CHECK(one <= 4000 * 4 * 121);  // tags times the farthest look
  }
}

TEST_CASE("a million siblings and elements nested a hundred thousand deep come through") {
  Cleaner cleaner;
  cleaner.clean(times(1000000, "<p>x"), "text/html", test_cues(), test_model(), {});
  CHECK(cleaner.note == "");
  cleaner.clean(times(100000, "<div>") + "<p>Some words that stand very deep.</p>", "text/html", test_cues(),
                test_model(), {});
  CHECK(cleaner.note == "the page is nested deeper than max-depth; what lies deeper is read without its structure");
}

TEST_CASE("an attribute of a megabyte and a megabyte of attributes are passed over") {
  const std::string text =
      "<p>The new foundry near the river has begun to make memory for the first time, they said.</p>";
  const std::string plain = "The new foundry near the river has begun to make memory for the first time, they said.";
  for (const std::string& attributes : {"class=\"" + times(100000, "article body ") + "\"", times(200000, "a=b "),
                                        "style='" + times(300000, "a:b;") + "'", times(1000000, "\"")}) {
    const std::string page = "<div " + attributes + ">" + text + "</div>";
    Cleaner cleaner;
    cleaner.clean(page, "text/html", test_cues(), test_model(), {});
    std::string out;
    apply(page, cleaner.edits, out);
    CHECK(out == plain);
  }
}

TEST_CASE("only so many attributes are looked at, each once") {
  uint32_t seen = 0;
  for_each_attribute("<a " + times(1000, "b=c ") + ">", 200, [&](std::string_view, std::string_view) { ++seen; });
  CHECK(seen == 200);
  const std::string page = "<p " + times(300, "a=b ") + "class=related>x</p>";
  HtmlTree tree;
  HtmlLimits limits;
  parse_html(page, limits, tree);
  std::string value;
  CHECK_FALSE(attribute(page, tree, 1, AttributeName::class_, value));
  limits.attributes = 1000;
  parse_html(page, limits, tree);
  CHECK(attribute(page, tree, 1, AttributeName::class_, value));
}

TEST_CASE("a page beyond its limit of bytes is read up to there, on the border of a character, and noted") {
  const std::string page = "<p>" + times(100, "Ein Satz über Müller. ") + "</p>";
  for (uint32_t bytes = 1024; bytes < 1040; ++bytes) {
    Options options;
    options.html.bytes = bytes;
    Cleaner cleaner;
    cleaner.clean(page, "text/html", test_cues(), test_model(), options);
    CHECK(problem_with(page, cleaner.edits) == "");
    CHECK(cleaner.note == "the page is longer than max-page-bytes; what lies beyond is not read");
  }
}

TEST_CASE("headings of references among citations are looked at once") {
  const auto steps_of = [](std::size_t n) {
    const std::string text = times(n, "- References\n");
    PlainTextScratch scratch;
    Article article;
    std::vector<InnerCut> inner;
    judge_plain_text(text, test_cues(), test_model(), {}, scratch, article, inner);
    return scratch.steps;
  };
  CHECK(steps_of(20000) <= 20000);
  CHECK(steps_of(40000) <= 40000);
}
