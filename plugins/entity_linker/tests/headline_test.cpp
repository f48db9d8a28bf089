// Where a title stands in its source, and a headline linked together with its text.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "headline/headline_place.hpp"
#include "linker.hpp"
#include "test_support.hpp"

namespace {

using namespace docmill::linker;

struct Headline {
  Headline(std::string_view source, std::string_view title, bool markup) {
    found = find_headline(source, title, markup, edits);
    std::size_t at = 0;
    for (const HeadlineEdit& e : edits) {
      REQUIRE(e.start >= at);
      REQUIRE(e.end >= e.start);
      REQUIRE(e.end <= source.size());
      text.append(source.substr(at, e.start - at)).append(e.with);
      at = e.end;
    }
    text.append(source.substr(at));
    CHECK(text == title);
    start = edits.empty() || edits.front().start != 0 || !edits.front().with.empty() ? 0 : edits.front().end;
  }
  std::string text;
  bool found = false;
  std::size_t start = 0;
  std::vector<HeadlineEdit> edits;
};

std::size_t start_of(std::string_view source, std::string_view title, bool markup) {
  const Headline h(source, title, markup);
  CHECK(h.found);
  return h.start;
}

}  // namespace

TEST_CASE("a title of plain text is the line that holds nothing else") {
  CHECK(start_of("Nvidia sells - Site\n\nNvidia sells\nText.", "Nvidia sells", false) == 21);
  CHECK(start_of("news\n# Nvidia sells\nText.", "Nvidia sells", false) == 7);
  CHECK(start_of("They say Nvidia sells much.", "Nvidia sells", false) == 9);
  CHECK(start_of("a\nNvidia \xC2\xA0 sells\n", "Nvidia sells", false) == 2);
  CHECK(start_of("a\nNvi\xC2\xAD"
                 "dia sells",
                 "Nvidia sells", false) == 2);
  CHECK(start_of("a\nAT&amp;T sells", "AT&T sells", false) == 2);
  CHECK(start_of("a\nAT&amp;T sells", "AT&amp;T sells", false) == 2);
  CHECK(start_of("a\nAT&T sells", "AT&T sells", false) == 2);
}

TEST_CASE("a title is found at any place of a long source, also near its end") {
  const std::string_view title = "Nvidia sells";
  const std::string like = "No, Nvid & Nvidia sold, N<b>vidia</b> N ";  // begins as the title does
  for (std::size_t before = 0; before < 150; ++before) {
    std::string source = (like + like + like + like).substr(0, before) + '\n';
    const std::size_t start = source.size();
    source.append(title).append("\nText.", before % 7);
    CAPTURE(source);
    CHECK(start_of(source, title, false) == start);
    CHECK(start_of(source, title, true) == start);
  }
}

TEST_CASE("a title of a page is its heading rather than the element title or a meta element") {
  const std::string_view page =
      "<meta content=\"A &amp; B\"><title>A &amp; B | C</title><li>A &amp; B</li><h2>A &amp; B</h2>\n"
      "<h1 class=\"x\">\n  <a href=\"/\">A\n &#38; <em>B</em></a></h1>";
  CHECK(start_of(page, "A & B", true) == page.find("A\n"));
  CHECK(start_of(page.substr(0, page.find("<h1")), "A & B", true) == page.find("A &amp; B</h2>"));
  CHECK(start_of(page.substr(0, page.find("<h2")), "A & B", true) == page.find("A &amp; B</li>"));
  CHECK(start_of(page.substr(0, page.find("<li")), "A & B", true) == page.find("A &amp; B"));
}

TEST_CASE("a line in other letters is found where no line has the title as it is") {
  CHECK(start_of("x\nZu\xCC\x88rich wa\xCC\x88hlt\nText", "Z\xC3\xBCrich w\xC3\xA4hlt", false) == 2);
  // "Intel’s" read as windows-1252
  CHECK(start_of("x\nIntel\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s chip\nText", "Intel\xE2\x80\x99s chip", false) == 2);
  CHECK_FALSE(Headline("x\nIntels chip\nText", "Intel\xE2\x80\x99s chip", false).found);
}

TEST_CASE("a title is found wherever it begins, whatever parts its first two letters") {
  for (std::size_t before = 0; before < 40; ++before)
    for (const std::string_view title :
         {"Nvidia sells", "N<b>v</b>idia sells", "N&#118;idia sells", "N\xC2\xADvidia sells", "&#78;vidia sells"}) {
      const std::string page = std::string(before, 'N') + std::string(title) + std::string(before, 'x');
      CAPTURE(page);
      CHECK(start_of(page, "Nvidia sells", true) == before);
    }
  CHECK(start_of(std::string(40, 'x') + "N", "N", true) == 40);
  CHECK(start_of(std::string(40, 'x') + "\xC3\x9C"
                                        "ber",
                 "\xC3\x9C"
                 "ber",
                 true) == 40);
}

TEST_CASE("a title that the source does not have takes its place") {
  for (const std::string_view source : {"", "a", "Nvidia sell", "&", "&amp", "<h1", "\xC3\xA9"}) {
    const Headline h(source, "Nvidia sells", true);
    CHECK_FALSE(h.found);
    CHECK(h.edits.size() == 2);
    CHECK(h.edits[0].end == 0);
  }
}

TEST_CASE("a source that is made to be slow is given up") {
  const std::string title = std::string(longest_headline - 1, 'a') + "b";
  const Headline h(std::string(1 << 20, 'a'), title, true);
  CHECK_FALSE(h.found);
  const Headline tags(title.substr(1) + std::string(1 << 20, '<') + "<b>", title, true);
  CHECK_FALSE(tags.found);
}

TEST_CASE("a headline and its text are evidence for each other") {
  const Linker linker =
      small_linker({"Mercury (planet)|place|planet|Mercury|Venus|4", "Mercury (element)|product|element|Mercury||4",
                    "Venus|place|venus|||4", "Elena Petrova|person|petrova|Petrova||3"});
  LinkerScratch scratch;
  const auto links = [&](std::string_view headline, std::string_view text) {
    REQUIRE(linker.link_article(headline, text, scratch));
    std::string all;
    const Analysis& a = scratch.analysis;
    for (const Mention& m : a.mentions) {
      if (m.entity == no_entity) continue;
      all += a.in_headline(m) ? "headline:" : "text:";
      all += std::string(linker.base().entity(m.entity).key) + " ";
    }
    return all;
  };
  CHECK(links("", "They looked at Mercury again.").empty());
  CHECK(links("A probe on its way to Venus", "They looked at Mercury again.") == "headline:venus text:planet ");
  CHECK(links("A probe on its way to Mercury", "They had looked at Venus.") == "headline:planet text:venus ");
  CHECK(links("Why Petrova left", "In May Elena Petrova went to Mars.") == "headline:petrova text:petrova ");
}
