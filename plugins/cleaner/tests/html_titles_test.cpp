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
