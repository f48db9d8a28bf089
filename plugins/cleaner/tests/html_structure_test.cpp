// Headings, lists, tables and captions as places in the text.
#include <doctest/doctest.h>

#include "cleaner.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

const std::string paragraph =
    "<p>The new foundry near the river has begun to make memory for the first time, its owners said after months.</p>";

struct Page {
  explicit Page(const std::string& html, Options options = {}) {
    options.structure = true;
    cleaner.clean(html, "text/html", test_cues(), test_model(), options);
    CHECK(problem_with(html, cleaner.edits) == "");
    apply(html, cleaner.edits, text);
  }
  std::string at(TextRange r) const { return text.substr(r.start, r.end - r.start); }

  Cleaner cleaner;
  std::string text;
};

std::string article(const std::string& inside) {
  return "<html><body><article class=article-body>" + paragraph + inside + paragraph + "</article></body></html>";
}

}  // namespace

TEST_CASE("headings with their level, trimmed and with their references read") {
  const Page page(
      article("<h2>  Caf&eacute;s &amp; chips </h2>" + paragraph + "<h4>&Eacute;t&eacute;</h4>" + paragraph));
  const auto& h = page.cleaner.structure.headings;
  REQUIRE(h.size() == 2);
  CHECK(page.at(h[0].place) == "Cafés & chips");
  CHECK(h[0].level == 2);
  CHECK(page.at(h[1].place) == "Été");
  CHECK(h[1].level == 4);
}

TEST_CASE("items of lists, numbered, and lists within lists") {
  const Page page(
      article("<ol><li>The first thing to know about it.<li>The second thing to know: <ul><li>an inner one that is "
              "short</ul></ol><ul><li>Another list altogether.</ul>"));
  const auto& items = page.cleaner.structure.items;
  REQUIRE(items.size() == 4);
  CHECK(page.at(items[1].place) == "The second thing to know:");
  CHECK(items[1].number == 2);
  CHECK(items[1].ordered);
  CHECK(page.at(items[2].place) == "an inner one that is short");
  CHECK(items[2].level == 2);
  CHECK_FALSE(items[2].ordered);
  CHECK(items[2].list == 2);
  CHECK(items[3].list == 3);
  CHECK(items[3].level == 1);
}

TEST_CASE("a line that a style sets within a heading or an item is a part of that") {
  const Page page(
      article("<h2><span style='display:block'>Part one</span>The sea</h2><ul><li><span style='display: "
              "block'>Keys</span><span style='display:block'>They hang at the gate of the hall.</span></ul>"));
  const auto& s = page.cleaner.structure;
  REQUIRE(s.headings.size() == 1);
  CHECK(page.at(s.headings[0].place) == "Part one\nThe sea");
  REQUIRE(s.items.size() == 1);
  CHECK(page.at(s.items[0].place) == "Keys\nThey hang at the gate of the hall.");
}

TEST_CASE("cells of tables by row and column") {
  const Page page(article(
      "<table><caption>Halls</caption><tr><th>Hall<th>Year<tr><td>first<td><p>2024</p><p>or later</p><tr><td>second"
      "<td>2026</table>"));
  const auto& cells = page.cleaner.structure.cells;
  REQUIRE(cells.size() == 6);
  CHECK(page.at(cells[0].place) == "Hall");
  CHECK(cells[0].header);
  CHECK(cells[3].row == 2);
  CHECK(cells[3].column == 2);
  CHECK_FALSE(cells[3].header);
  CHECK(page.at(cells[3].place) == "2024\n\nor later");
  CHECK(page.at(cells[4].place) == "second");
  CHECK(cells[5].table == 1);
}

TEST_CASE("captions where they are kept, and nothing of them where they are not") {
  const std::string figure = article("<figure><img src=x><figcaption>The hall from above</figcaption></figure>");
  Options keep;
  keep.keep_captions = true;
  const Page with(figure, keep), without(figure);
  REQUIRE(with.cleaner.structure.captions.size() == 1);
  CHECK(with.at(with.cleaner.structure.captions[0]) == "The hall from above");
  CHECK(without.cleaner.structure.captions.empty());
}

TEST_CASE("what is not in the text is in no layer, and what is not asked for is not looked for") {
  const std::string html = "<nav><ul><li><a>Home</a><li><a>News</a></ul></nav>" + article("<h2>In short</h2>");
  const Page page(html);
  CHECK(page.cleaner.structure.items.empty());
  CHECK(page.cleaner.structure.headings.size() == 1);
  Cleaner plain;
  plain.clean(html, "text/html", test_cues(), test_model(), {});
  CHECK(plain.structure.headings.empty());
}

TEST_CASE("places hold in a page whose encoding had to be repaired, and in normal form") {
  const Page page(
      article("<h2>CafÃ© und MÃ¼hle</h2><p>Der Besitzer sagt, dass es fÃ¼r ihn zu spÃ¤t ist, noch zu gehen.</p>"
              "<h3>cafe\u0301</h3>"));
  const auto& h = page.cleaner.structure.headings;
  REQUIRE(h.size() == 2);
  CHECK(page.at(h[0].place) == "Café und Mühle");
  CHECK(page.at(h[1].place) == "café");
}
