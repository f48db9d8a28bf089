#include <doctest/doctest.h>

#include <docmill/base/utf8.hpp>
#include <random>
#include <string>
#include <vector>

#include "../build_id.hpp"
#include "../line_join.hpp"
#include "../page_layout.hpp"
#include "../paragraphs.hpp"
#include "../pdf_html.hpp"
#include "fuzz/fuzz_pdf_layout.cpp"

namespace {

using namespace docmill::pdf;

// A line of the text's size, 10 points.
Line line_at(double left, double top, const std::string& text, double right = 300, double height = 10) {
  return {{left, top, right, top + height}, text};
}

Page page_of(std::vector<Block> blocks) { return {600, 800, std::move(blocks)}; }

std::vector<std::string> paragraphs_of(std::vector<Page> pages) {
  std::vector<std::string> out;
  for (const Paragraph& p : text_of(std::move(pages)).paragraphs) {
    std::string text = p.role == Role::title ? "# " : p.role == Role::heading ? "## " : "";
    for (const Piece& piece : p.pieces) text += (&piece == p.pieces.data() ? "" : "|") + piece.text;
    out.push_back(text);
  }
  return out;
}

std::string joined(const std::string& text, const std::string& next, const std::string& elsewhere = "") {
  const WordList words({page_of({{{line_at(0, 0, elsewhere)}}})});
  const Joint joint = joint_of(text, next, words);
  return text.substr(0, joint.keep) + std::string(joint.between) + next;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("the layout: pages, blocks, lines, boxes and properties, however it is cut into pieces") {
  const std::string said =
      "<head>\n<title>Of &lt;mills&gt; &amp; men</title>\n<meta name=\"Author\" content=\"A. Miller\"/>\n"
      "<meta name=\"CreationDate\" content=\"2024-05-01T12:00:00+02\"/>\n</head>\n<body>\n<doc>\n"
      "  <page width=\"595.000000\" height=\"842.000000\">\n    <flow>\n"
      "      <block xMin=\"1\" yMin=\"2\" xMax=\"3\" yMax=\"4\">\n        <line xMin=\"1\" yMin=\"2\" xMax=\"3\" "
      "yMax=\"4\">\n          <word xMin=\"72.25\" yMin=\"53.5\" xMax=\"92.5\" yMax=\"74.25\">Of</word>\n"
      "          <word xMin=\"98\" yMin=\"52\" xMax=\"140\" yMax=\"74\">a\x01&amp;\xFF</word>\n        </line>\n"
      "      </block>\n    </flow>\n  </page>\n  <page width=\"nan\" height=\"1e99\">\n  </page>\n</doc>\n";
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, said.size()}) {
    LayoutParser parser;
    for (std::size_t at = 0; at < said.size(); at += step) parser.feed(std::string_view(said).substr(at, step));
    CHECK(parser.is_whole());
    const Layout layout = parser.take();
    CHECK(layout.title == "Of <mills> & men");
    CHECK(layout.author == "A. Miller");
    CHECK(layout.created == "2024-05-01T12:00:00+02");
    REQUIRE(layout.pages.size() == 2);
    CHECK(layout.pages[0].width == 595);
    CHECK(layout.pages[0].height == 842);
    CHECK(layout.pages[1].width == 0);
    CHECK(layout.pages[1].height == 1e6);
    REQUIRE(layout.pages[0].blocks.size() == 1);
    REQUIRE(layout.pages[0].blocks[0].lines.size() == 1);
    const Line& line = layout.pages[0].blocks[0].lines[0];
    CHECK(line.text == "Of a&\xEF\xBF\xBD");
    CHECK(line.box.left == 72.25);
    CHECK(line.box.top == 52);
    CHECK(line.box.right == 140);
    CHECK(line.box.bottom == 74.25);
  }
  LayoutParser cut;
  cut.feed(std::string_view(said).substr(0, 500));
  CHECK_FALSE(cut.is_whole());
}

TEST_CASE("hyphens at the ends of lines") {
  CHECK(joined("a docu-", "ment of it") == "a document of it");
  CHECK(joined("a well-", "known one", "it is well-known") == "a well-known one");
  CHECK(joined("a Docu-", "Ment", "document") == "a DocuMent");
  CHECK(joined("COVID-", "19 is") == "COVID-19 is");
  CHECK(joined("Anglo-", "Saxon") == "Anglo-Saxon");
  CHECK(joined("docu\xC2\xAD", "ment") == "document");
  CHECK(joined("docu\xE2\x80\x90", "ment") == "document");
  CHECK(joined("from 3 -", "five") == "from 3 - five");
  CHECK(joined("one", "two") == "one two");
  const std::string long_word(100, 'a');
  CHECK(joined("a " + long_word + "-", "ment") == "a " + long_word + "ment");
  CHECK(joined("a docu-", "Ment" + long_word) == "a docu-Ment" + long_word);
  // What the document writes elsewhere says whether a word of two parts is one.
  CHECK(joined("user-", "friendly", "eco-friendly to the user") == "user-friendly");
  CHECK(joined("user-", "friendly", "friendly to the user") == "userfriendly");
  CHECK(joined("out-of-", "pocket", "of") == "out-of-pocket");
  CHECK(joined("well-com-", "municated", "of") == "well-communicated");
  CHECK(joined("chapter-", "by-chapter", "a chapter") == "chapter-by-chapter");
  CHECK(joined("docu-", "ment-", "a") == "document-");
  CHECK(joined("e-", "commerce") == "e-commerce");
  CHECK(joined("a non-", "technical") == "a non-technical");
  CHECK(joined("self-", "ish", "selfish") == "selfish");
  CHECK(joined("\xE6\x96\x87", "\xE5\xAD\x97") == "\xE6\x96\x87\xE5\xAD\x97");
  CHECK(joined("\xE6\x96\x87", "text") == "\xE6\x96\x87 text");
}

TEST_CASE("paragraphs begin at indents, at other sizes, behind short last lines and at items") {
  CHECK(paragraphs_of({page_of({{{line_at(82, 100, "The first one"), line_at(72, 112, "goes on here"),
                                  line_at(82, 124, "The second one"), line_at(72, 136, "goes on, too")}}})}) ==
        Strings{"The first one goes on here", "The second one goes on, too"});
  CHECK(paragraphs_of({page_of({{{line_at(72, 100, "It ends early.", 150), line_at(72, 112, "Another one")}}})}) ==
        Strings{"It ends early.", "Another one"});
  CHECK(paragraphs_of({page_of({{{line_at(72, 100, "\xE2\x80\xA2 one"), line_at(72, 112, "\xE2\x80\xA2 two")}}})}) ==
        Strings{"\xE2\x80\xA2 one", "\xE2\x80\xA2 two"});
  CHECK(paragraphs_of(
            {page_of({{{line_at(72, 80, "Of mills", 200, 20)}},
                      {{line_at(72, 110, "Grain", 200, 13), line_at(72, 124, "is what they need, and it is much"),
                        line_at(72, 136, "of it that they need every day of the year")}}})}) ==
        Strings{"# Of mills", "## Grain",
                "is what they need, and it is much of it that they need every day of the year"});
}

TEST_CASE("words of a line: raised and lowered digits, a hyphen that stands apart") {
  const auto text_of_line = [](const std::string& words) {
    LayoutParser parser;
    parser.feed("<page width=\"600\" height=\"800\"><block ><line xMin=\"0\" yMin=\"0\" xMax=\"90\" yMax=\"10\">" +
                words + "</line></block></page></doc>");
    return parser.take().pages.at(0).blocks.at(0).lines.at(0).text;
  };
  const auto word = [](int left, int top, int right, int bottom, const std::string& text) {
    const auto n = [](int at) { return std::to_string(at); };
    return "<word xMin=\"" + n(left) + "\" yMin=\"" + n(top) + "\" xMax=\"" + n(right) + "\" yMax=\"" + n(bottom) +
           "\">" + text + "</word>";
  };
  CHECK(text_of_line(word(0, 0, 10, 10, "lies") + word(10, 0, 15, 6, "12") + word(18, 0, 25, 10, "in")) ==
        "lies\u00B9\u00B2 in");
  CHECK(text_of_line(word(0, 0, 10, 10, "H") + word(11, 5, 15, 11, "2") + word(15, 0, 25, 10, "O")) == "H2O");
  CHECK(text_of_line(word(0, 0, 10, 10, "10") + word(10, 0, 15, 6, "-6")) == "10\u207B\u2076");
  CHECK(text_of_line(word(0, 0, 10, 10, "21") + word(10, 0, 15, 6, "st") + word(18, 0, 25, 10, "of")) == "21st of");
  CHECK(text_of_line(word(0, 0, 10, 10, "x") + word(10, 0, 15, 6, "n")) == "x n");
  CHECK(text_of_line(word(0, 0, 10, 10, "in") + word(13, 0, 20, 10, "2") + word(23, 0, 30, 10, "days")) == "in 2 days");
  CHECK(text_of_line(word(0, 0, 10, 10, "vis") + word(11, 0, 14, 10, "-")) == "vis-");
  CHECK(text_of_line(word(0, 0, 10, 10, "mill") + word(13, 0, 16, 10, "-")) == "mill -");
}

TEST_CASE("marks of items and numbers of notes that stand apart go in front of their lines") {
  const auto mark = [](double left, double top, const std::string& text, double height = 10) {
    return line_at(left, top, text, left + 5, height);
  };
  CHECK(paragraphs_of({page_of({{{mark(72, 100, "\u2022"), mark(72, 112, "\u2022")}},
                                {{line_at(90, 100, "one"), line_at(90, 112, "two,"), line_at(90, 124, "on")}}})}) ==
        Strings{"\u2022 one", "\u2022 two, on"});
  CHECK(paragraphs_of({page_of({{{mark(72, 100, "(iv)")}}, {{line_at(90, 100, "one")}}})}) == Strings{"(iv) one"});
  // Too far, at another height, at the left of it: it stays.
  CHECK(paragraphs_of({page_of({{{mark(72, 100, "2.")}}, {{line_at(200, 100, "One.")}}})}).size() == 2);
  CHECK(paragraphs_of({page_of({{{mark(72, 100, "2.")}}, {{line_at(90, 108, "One.")}}})}).size() == 2);
  CHECK(paragraphs_of({page_of({{{mark(305, 100, "2.")}}, {{line_at(90, 100, "One.")}}})}).size() == 2);
  // A lone number is that of a note where the letters are smaller than the text; else it numbers a line.
  const Line text = line_at(72, 50, "A text in letters of the usual height, and much of it.");
  CHECK(paragraphs_of({page_of({{{text}}, {{mark(72, 200, "7", 6)}}, {{line_at(80, 200, "Note.", 300, 8)}}})}) ==
        Strings{text.text, "7 Note."});
  CHECK(paragraphs_of({page_of({{{text}}, {{mark(72, 200, "7", 6)}}, {{line_at(80, 200, "Text.")}}})}).size() == 3);
  // Numbers that count on.
  CHECK(paragraphs_of({page_of({{{line_at(72, 100, "1. one is"), line_at(72, 112, "long"), line_at(72, 124, "2. two"),
                                  line_at(72, 136, "a) in"), line_at(72, 148, "4. years")}}})}) ==
        Strings{"1. one is long", "2. two a) in 4. years"});
  CHECK(paragraphs_of(
            {page_of({{{line_at(72, 100, "a) one"), line_at(72, 112, "b) two"), line_at(72, 124, "c. no")}}})}) ==
        Strings{"a) one", "b) two c. no"});
  // What comes behind an item whose line is short is none of it, unless it begins with a small letter.
  CHECK(paragraphs_of({page_of({{{line_at(82, 100, "\u2022 an item", 150), line_at(72, 112, "Another text")}}})})
            .size() == 2);
}

TEST_CASE("paragraphs go on behind notes and captions; a line of its own between two indents is a paragraph") {
  CHECK(paragraphs_of(
            {page_of({{{line_at(72, 300, "It goes on to the lo-")}}, {{line_at(72, 700, "1 A note.", 300, 8)}}}),
             page_of({{{line_at(72, 100, "gistics of the next page.")}}})}) ==
        Strings{"1 A note.", "It goes on to the lo|gistics of the next page."});
  // A caption of a later page stays behind the paragraph that goes on there, and the pages in their order.
  const std::vector<Page> pages = {page_of({{{line_at(72, 100, "A paragraph comes before.")}},
                                            {{line_at(72, 300, "It goes on to the")}},
                                            {{line_at(72, 700, "1 A note.", 300, 8)}}}),
                                   page_of({{{line_at(72, 100, "Figure 1", 300, 8)}},
                                            {
                                                {line_at(72, 300, "next page and"), line_at(72, 312, "ends.", 100)},
                                            },
                                            {{line_at(72, 330, "Then another.")}}})};
  CHECK(paragraphs_of(pages) == Strings{"A paragraph comes before.", "1 A note.",
                                        "It goes on to the| next page and ends.", "Figure 1", "Then another."});
  const Html html = html_of(text_of(pages), "", 2);
  REQUIRE(html.page_starts.size() == 2);
  CHECK(html.page.find("It goes on") < html.page_starts[1]);
  CHECK(html.page.find("<span data-page=\"2\"") == html.page_starts[1]);
  CHECK(html.page.find("<p data-page=\"2\" data-box=\"72 100") > html.page_starts[1]);
  // Likewise over three pages, and what begins in the block behind the end of the paragraph is one of its own.
  CHECK(paragraphs_of({page_of({{{line_at(72, 300, "It goes on to the")}}}),
                       page_of({{{line_at(72, 100, "Figure 1", 300, 8)}}, {{line_at(72, 300, "second page and the")}}}),
                       page_of({{{line_at(72, 100, "Figure 2", 300, 8)}},
                                {{line_at(72, 300, "third.", 100), line_at(72, 312, "Then another.")}}})}) ==
        Strings{"It goes on to the| second page and the| third.", "Figure 1", "Figure 2", "Then another."});
  // Only what is in letters of the text: what is in larger ones may be headings of two pages.
  const Block text = {{line_at(72, 500, "A text in letters of the usual height, which"),
                       line_at(72, 512, "makes the height of the text.")}};
  CHECK(paragraphs_of({page_of({{{line_at(72, 300, "a larger one", 300, 11.4)}}, text}),
                       page_of({{{line_at(72, 100, "and another", 300, 11.6)}}})})
            .size() == 3);
  CHECK(paragraphs_of({page_of({{{line_at(72, 300, "It goes on to the")}}, {{line_at(72, 700, "Heading", 300, 14)}}}),
                       page_of({{{line_at(72, 100, "next page.")}}})})
            .size() == 3);
  CHECK(paragraphs_of({page_of({{{line_at(82, 100, "One line of text, which ends."),
                                  line_at(82, 112, "Another one that"), line_at(72, 124, "goes on.")}}})}) ==
        Strings{"One line of text, which ends.", "Another one that goes on."});
}

TEST_CASE("a paragraph goes on in the next column and on the next page, with a place for each piece") {
  std::vector<Page> pages = {
      page_of({{{line_at(72, 700, "It goes from column to col-")}}, {{line_at(320, 100, "umn and on to the", 550)}}}),
      page_of({{{line_at(72, 100, "next page.")}}, {{line_at(72, 130, "Another.")}}})};
  CHECK(paragraphs_of(pages) == Strings{"It goes from column to col|umn and on to the| next page.", "Another."});
  const Text text = text_of(pages);
  const Html html = html_of(text, "T & t", 3);
  CHECK(html.page ==
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>T &amp; t</title></head>\n<body><article>\n"
        "<p data-page=\"1\" data-box=\"72 700 300 710\">It goes from column to col"
        "<span data-page=\"1\" data-box=\"320 100 550 110\">umn and on to the</span>"
        "<span data-page=\"2\" data-box=\"72 100 300 110\"> next page.</span></p>\n"
        "<p data-page=\"2\" data-box=\"72 130 300 140\">Another.</p>\n</article>\n</body></html>\n");
  REQUIRE(html.page_starts.size() == 3);
  CHECK(html.page.substr(html.page_starts[0], 18) == "<p data-page=\"1\" d");
  CHECK(html.page.substr(html.page_starts[1], 21) == "<span data-page=\"2\" d");
  CHECK(html.page.substr(html.page_starts[2]) == "</article>\n</body></html>\n");
  // A sentence that has ended does not go on, nor does what begins with a capital letter.
  CHECK(paragraphs_of({page_of({{{line_at(72, 700, "It ends.")}}, {{line_at(320, 100, "and on")}}})}).size() == 2);
  CHECK(paragraphs_of({page_of({{{line_at(72, 700, "It ends")}}, {{line_at(320, 100, "And on")}}})}).size() == 2);
}

TEST_CASE("what pages repeat at their heads and feet is no text; what stands there once is") {
  std::vector<Page> pages;
  for (int i = 1; i <= 3; ++i)
    pages.push_back(page_of({{{line_at(72, 20, "Journal of Mills 12")}},
                             {{line_at(72, 300, "Text of page " + std::to_string(i) + ".")}},
                             {{line_at(290, 780, std::to_string(i), 300)}}}));
  pages[1].blocks.push_back({{line_at(72, 770, "A note.")}});
  const Text text = text_of(pages);
  CHECK(text.running.size() == 6);
  CHECK(paragraphs_of(pages) == Strings{"Text of page 1.", "Text of page 2.", "A note.", "Text of page 3."});
  const Html html = html_of(text, "", 3);
  CHECK(html.page.find("<footer>\n<p data-page=\"1\" data-box=\"72 20 300 30\">Journal of Mills 12</p>") !=
        std::string::npos);
}

TEST_CASE("a line is repeated when three pages have it at about the same height, a number when two have") {
  const auto running = [](const std::vector<std::pair<std::string, double>>& heads) {
    std::vector<Page> pages;
    for (const auto& [text, top] : heads)
      pages.push_back(page_of({{{line_at(72, top, text), line_at(72, top, text)}}}));
    return text_of(std::move(pages)).running.size();
  };
  CHECK(running({{"Mills", 20}, {"Mills", 20}}) == 0);
  CHECK(running({{"Mills", 20}, {"Mills", 26}, {"Mills", 14}}) == 2);  // the one in the middle is near both
  CHECK(running({{"Mills", 20}, {"Mills", 20}, {"Mills", 20}, {"Mills", 20}}) == 8);
  CHECK(running({{"7", 20}, {"8", 20}}) == 4);
  CHECK(running({{"7", 20}}) == 0);
}

TEST_CASE("the number of a page at the outer margin does not go to the head or foot beside it") {
  const std::string text = "Text in letters of the usual height, and enough of it.";
  const auto of = [&](const std::string& line, double top, int n_pages) {
    std::vector<Page> pages;
    for (int i = 1; i <= n_pages; ++i) {
      const bool is_even = i % 2 == 0;  // poppler has the number in a block of its own
      const Line number = line_at(is_even ? 72 : 520, top, std::to_string(i), is_even ? 78 : 526, 9);
      pages.push_back(page_of({{{number}}, {{line_at(90, top, line, 300, 9)}}, {{line_at(72, 300, text)}}}));
    }
    return text_of(std::move(pages));
  };
  for (const double top : {30.0, 770.0}) {
    const Text repeated = of("The Journal of Bread", top, 5);
    CHECK(repeated.running.size() == 10);
    CHECK(repeated.paragraphs.size() == 5);
    for (const Paragraph& p : repeated.paragraphs) CHECK(p.pieces[0].text == text);
  }
  // Too few pages have the head, so it is text; the numbers are those of the pages still.
  const Text twice = of("A Head", 30, 2);
  CHECK(twice.running.size() == 2);
  REQUIRE(twice.paragraphs.size() == 4);
  CHECK(twice.paragraphs[2].pieces[0].text == "A Head");
  // Marks of items and numbers of notes that stand at one height of several pages go to their lines.
  std::vector<Page> notes;
  for (const char* const word : {"First", "Second", "Third"})
    notes.push_back(page_of({{{line_at(72, 300, text)}},
                             {{line_at(72, 740, "\u2022", 76)}},
                             {{line_at(90, 740, std::string(word) + " item.")}},
                             {{line_at(72, 770, "7", 75, 6)}},
                             {{line_at(80, 768, std::string(word) + " note.", 300, 8)}}}));
  CHECK(paragraphs_of(notes) == Strings{text, "\u2022 First item.", "7 First note.", text, "\u2022 Second item.",
                                        "7 Second note.", text, "\u2022 Third item.", "7 Third note."});
}

TEST_CASE("pages without text are told of") {
  const Text text =
      text_of({page_of({}), page_of({{{line_at(72, 300, "Text.")}}}), page_of({{{line_at(72, 300, "")}}})});
  CHECK(text.empty_pages == std::vector<std::size_t>{1, 3});
  CHECK(text.paragraphs.size() == 1);
}

TEST_CASE("build ids: of a program that has one, of what is none") {
  CHECK(build_id_of("/nowhere").empty());
  CHECK(build_id_of("/dev/null").empty());
  const std::string own = build_id_of("/proc/self/exe");
  CHECK((own.empty() || own.size() >= 16));
}

TEST_CASE("fuzz: layouts of any kind give HTML of valid UTF-8") {
  const std::string whole =
      "<page width=\"600\" height=\"800\"><block ><line ><word xMin=\"7\" yMin=\"2\" xMax=\"9\" "
      "yMax=\"12\">docu-</word>"
      "</line><line ><word xMin=\"7\" yMin=\"14\" xMax=\"9\" yMax=\"24\">ment \xE6\x96\x87</word></line></block></page>"
      "<title>a</title><meta name=\"Author\" content=\"b\"/></doc>";
  std::mt19937 random(20261129);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = whole;
    for (std::size_t n = random() % 5; n > 0 && bytes.size() > 2; --n) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 4) {
        case 0: bytes[at] = static_cast<char>(random()); break;
        case 1: bytes.erase(at, 1 + random() % 8); break;
        case 2: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 60)); break;
        default: bytes.resize(at);
      }
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  }
}
