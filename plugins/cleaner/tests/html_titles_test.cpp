// The title of a page as its heading shows it.
#include <doctest/doctest.h>

#include "article_of.hpp"
#include "page.hpp"

using namespace docmill::cleaner;

namespace {

std::string title(const std::string& heading, const std::string& head = "<title>The Courier</title>") {
  return article(head + "<body>" + heading + "<p>It stands.</p>").title;
}

}  // namespace

TEST_CASE("marks of emphasis within a heading part no words") {
  CHECK(title("<h1>Why H<sub>2</sub>O matters</h1>") == "Why H2O matters");
  CHECK(title("<h1>How to tame a <em>sheep</em>, at last</h1>") == "How to tame a sheep, at last");
  CHECK(title("<h1><span class=cap>T</span>he hall of the foundry</h1>") == "The hall of the foundry");
  CHECK(title("<h1>\u7389\u77f3\u306e<b>\u9244\u9053</b>\u304c\u52d5\u304f</h1>") ==
        "\u7389\u77f3\u306e\u9244\u9053\u304c\u52d5\u304f");
  CHECK(title("<h1><ruby>\u9244\u9053<rp>(</rp><rt>\u3066\u3064</rt><rp>)</rp></ruby>\u304c\u52d5\u304f</h1>") ==
        "\u9244\u9053\u304c\u52d5\u304f");
}

TEST_CASE("lines, blocks and frames of a heading part its words") {
  CHECK(title("<h1>The hall<br>of the foundry</h1>") == "The hall of the foundry");
  CHECK(title("<h1><div>The hall</div>of the foundry</h1>") == "The hall of the foundry");
  CHECK(title("<h1><span style='display:block'>The hall</span>of the foundry</h1>") == "The hall of the foundry");
  CHECK(title("<h1><span class=a>Analysis</span><span class=b>The hall opens</span></h1>") ==
        "Analysis The hall opens");
  CHECK(title("<h1><span>for a hall</span><span>and its owners</span></h1>") == "for a hall and its owners");
}

TEST_CASE("a title is what the text has of its heading: initials that are set large, no links to edit it") {
  CHECK(title("<h1><span aria-hidden=true>T</span><span class=sr-only>T</span>he hall of it</h1>") == "The hall of it");
  CHECK(title("<h1 id=hall>The hall<span class=mw-editsection>[<a href='/edit'>edit</a>]</span></h1>") == "The hall");
}

TEST_CASE("signs that link to a heading, and what nobody sees, are no part of it") {
  CHECK(title("<h1>The hall<a href='#the-hall' title='Permalink'>\u00b6</a></h1>") == "The hall");
  CHECK(title("<h1><a href='#h'>#</a> The hall</h1>") == "The hall");
  CHECK(title("<h1><a href='/hall#top'>C#</a> in the hall</h1>") == "C# in the hall");
  CHECK(title("<h1><svg><title>Menu</title></svg>The hall of it</h1>") == "The hall of it");
  CHECK(title("<h1><b class=kicker>Town<i class=visually-hidden>: </i></b><b>The hall opens at last</b></h1>",
              "<title>The hall opens at last - Courier</title>") == "The hall opens at last");
  CHECK(title("<h1><span class=visually-hidden>The hall opens</span></h1>") == "The hall opens");
}

TEST_CASE("a heading in two lines goes from the text like one in one line") {
  for (const std::string heading : {"<h1>The foundry by<br>the river opens</h1>",
                                    "<h1><span style='display:block'>The foundry by</span> <span "
                                    "style='display:block'>the river opens</span></h1>"}) {
    const CleanedPage r = clean_page("<title>The foundry by the river opens</title><body><article>" + heading +
                                     as_paragraphs(page_text) + "</article>");
    CHECK(r.article.title == "The foundry by the river opens");
    CHECK_MESSAGE(!r.has("the river opens"), heading);
  }
}

TEST_CASE("the site's name as the heading of the first level, the headline as the next one") {
  const std::string headings = "<h1><a href=/>River News</a></h1><h2>The hall opens at last</h2>";
  for (const std::string mark : {": ", " &raquo; ", " | ", " - "})
    CHECK_MESSAGE(
        title(headings, "<title>River News" + mark + "The hall opens at last</title>") == "The hall opens at last",
        mark);
  CHECK(title("<h1>Halls</h1><h2>How they are built</h2>", "<title>Halls: a long story of them</title>") == "Halls");
}

TEST_CASE("a section beside the site's name, and the way from the site to the page") {
  const auto page = [](const std::string& words) {
    return title("", "<title>" + words + "</title><meta property=og:site_name content='River News'>");
  };
  CHECK(page("The hall of the foundry opens \u00b7 Town \u00b7 River News") == "The hall of the foundry opens");
  CHECK(page("The hall of the foundry opens|River News") == "The hall of the foundry opens");
  CHECK(page("River News &gt; Town &gt; The hall of the foundry opens") == "The hall of the foundry opens");
  CHECK(page("The hall of the foundry \u00b7 a first look at it \u00b7 River News") ==
        "The hall of the foundry \u00b7 a first look at it");
  CHECK(title("", "<title>The hall of it opens \u00ab River News</title>") == "The hall of it opens");
  CHECK(title("", "<title>He said \u00ab yes \u00bb to the hall</title>") == "He said \u00ab yes \u00bb to the hall");
}

TEST_CASE("names of drawings are no titles, further meta elements are") {
  CHECK(title("", "<svg><symbol><title>Menu</title></symbol></svg><title>The hall of it opens</title>") ==
        "The hall of it opens");
  for (const std::string name : {"title", "citation_title", "dcterms.title", "parsely-title"})
    CHECK_MESSAGE(title("", "<meta name='" + name + "' content='The hall opens at last'><title>The Courier</title>") ==
                      "The hall opens at last",
                  name);
  CHECK(title("",
              "<script type='application/ld+json'>{\"@type\":\"Article\",\"name\":\"The hall opens at last\"}"
              "</script><title>The Courier</title>") == "The hall opens at last");
}

TEST_CASE("marks between the pieces of a heading are those that the page declares") {
  CHECK(title("<h1><b>The foundry</b><i aria-hidden=true> \u2013 </i><b>what is left of it</b></h1>",
              "<title>The foundry \u2013 what is left of it</title>") == "The foundry \u2013 what is left of it");
}

TEST_CASE(
    "a section in front of the headline, in an element of the heading, goes where the headline is declared alone") {
  const std::string title = "<title>Islands: A ferry and a bridge - The Courier</title>";
  const std::string heading = "<h1><span>Islands</span><span>A ferry and a bridge</span></h1>";
  CHECK(article(title + "<meta property=og:title content='A ferry and a bridge'>" + heading).title ==
        "A ferry and a bridge");
  CHECK(
      article("<title>Ropes: a love story</title><meta property=og:title content='Ropes: a love story'><h1><span>Ropes:"
              "</span> <span>a love story</span></h1>")
          .title == "Ropes: a love story");
}
