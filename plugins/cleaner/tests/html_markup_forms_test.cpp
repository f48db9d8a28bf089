// Markup in the forms that pages have it: each a brother of a fault that was reported.
#include <doctest/doctest.h>

#include "page.hpp"

using namespace docmill::cleaner;

namespace {

const std::string other =
    "The keeper of the hall, who is paid by the day, has counted the lorries since May and says that there are fewer "
    "of "
    "them than the council was told there would be.";

std::string article(const std::string& inside) {
  return "<html><body><article><h1>The foundry</h1>" + inside + "</article></body></html>";
}

}  // namespace

TEST_CASE("a heading over a paragraph of the article stays, whatever its words and names are") {
  for (const char* heading :
       {"<h2>More stories from the hall</h2>", "<h2 id=sponsors>Sponsors of the line</h2>",
        "<div class='share-heading'><h2>The lorries</h2></div>",
        "<div class=mw-heading><h2>Share prices</h2><span class=mw-editsection>[<a href=/e>edit</a>]</span></div>"}) {
    const CleanedPage r =
        clean_page(article(as_paragraphs(page_text) + heading + "<p>" + other + "</p>" + as_paragraphs(page_text)));
    const std::string h(heading);
    CHECK_MESSAGE((r.has("stories from") || r.has("Sponsors of") || r.has("The lorries") || r.has("Share prices")), h);
    CHECK_MESSAGE(!r.has("edit"), h);
  }
}

TEST_CASE("a heading over links goes with them") {
  const CleanedPage r = clean_page(article(as_paragraphs(page_text) +
                                           "<div class='share-heading'><h2>More stories</h2>"
                                           "</div><ul><li><a href=/a>A bridge is closed</a></li><li><a href=/b>Prices "
                                           "of lobster fall</a></li><li><a href=/c>A roof is mended</a></li></ul>"));
  CHECK(!r.has("lobster"));
  CHECK(!r.has("More stories"));
}

TEST_CASE("the last paragraph stays beside the element that holds the others, in any frame") {
  for (const char* frame : {"<div class=standfirst>", "<p><strong>", "<section class=end><div><p>", "<div><p>"})
    CHECK_MESSAGE(clean_page(article("<div class=article-body>" + as_paragraphs(page_text) + "<p>" + page_text +
                                     "</p></div>" + frame + other))
                      .has(other),
                  std::string(frame));
}

TEST_CASE("what opens text is its heading, and text that it opens is text") {
  const std::string answer = "<p>" + other + "</p>";
  for (const char* form : {"<h3><button aria-expanded=false>Who comes?</button></h3><div hidden=until-found>",
                           "<button class=toggle>Who comes?</button><div style='display:none'>",
                           "<h4><a data-toggle=collapse href='#c'>Who comes?</a></h4><div id=c class=collapse>",
                           "<div role=button aria-expanded=false aria-controls=c><a class=title tabindex=0>Who "
                           "comes?</a></div><div id=c>"}) {
    const CleanedPage r = page_with(std::string(form) + answer + "</div>");
    CHECK_MESSAGE(r.has("Who comes?\n\n" + other), std::string(form));
  }
  const CleanedPage hidden =
      page_with(as_paragraphs(page_text) + "<p>Who comes?</p><div style='display:none'>" + answer + "</div>");
  CHECK(!hidden.has(other));
}

TEST_CASE("a button that does something takes the words beside it along") {
  const CleanedPage r = page_with("<div class=listen><button>Listen to this article</button><span>4 min</span></div>");
  CHECK(!r.has("Listen"));
  CHECK(!r.has("4 min"));
}

TEST_CASE("what nobody sees within a sentence is no part of it") {
  for (const char* unseen : {"<span popover>ELAND </span>", "<em style='DISPLAY : NONE'>ELAND </em>",
                             "<svg role=img><title>ELAND</title><use href='#a'/></svg>"}) {
    const CleanedPage r = page_with("<p>The hall is long " + std::string(unseen) + "and very steep.</p>");
    CHECK_MESSAGE(r.has("The hall is long and very steep."), std::string(unseen));
  }
}

TEST_CASE("notes stay when the text leads to them") {
  const std::string to =
      "<p>It was built in 1911<a href=\"#n1\">1</a> by hand, as the priest wrote on the same day.</p>";
  const std::string note = "Book of the parish, folio nine, gives the price of it as ninety crowns.";
  for (const char* form : {"<div class=footnotes><p id=n1><sup>1</sup> ", "<aside epub:type=footnote id=n1><p>",
                           "<ol role=doc-endnotes><li id=n1><a href='#r1'>^</a> "})
    CHECK_MESSAGE(page_with(to + form + note).has(note), std::string(form));
}

TEST_CASE("each of many notes is one, however the places that lead to them are written") {
  std::string text, notes = "<div class=footnotes><ol>";
  for (int i = 0; i < 250; ++i) {
    const std::string n = std::to_string(i);
    text += (i % 2 == 0 ? "<a href=#n" + n + ">" : "<a href='#n" + n + "'>") + n + "</a> ";
    notes += "<li id=n" + n + ">Book " + n + " of the parish, ninety crowns.</li>";
  }
  const CleanedPage r = page_with("<p>It was built in 1911 " + text + "by hand.</p>" + notes + "</ol></div>");
  CHECK(r.has("Book 0 of the parish"));
  CHECK(r.has("Book 249 of the parish"));
}

TEST_CASE("a comment that leads to itself is no note") {
  std::string comments = "<div id=comments><h2>2 comments</h2><ol class=commentlist>";
  for (const char* who : {"Cy", "Bo"})
    comments += "<li class=comment id=" + std::string(who) + "><b>" + who + " says:</b> <a href=\"#" + who +
                "\">May 3, 2024 at 9:15</a><p>What a hall, I was sick in it.</p><a href='#respond'>Reply</a></li>";
  CHECK(!page_with(as_paragraphs(page_text) + comments + "</ol></div>").has("sick in it"));
}

TEST_CASE("what a sentence announces stays: few words, a list or a quotation") {
  const std::string list =
      "<ol><li><a href=/1>Act on halls of 1958</a></li><li><a href=/2>Order on walls and noise</a>"
      "</li><li><a href=/3>Rules for owners</a></li></ol>";
  CHECK(page_with("<p>Read in this order:</p>" + list + "<p>" + other + "</p>").has("Act on halls of 1958"));
  CHECK(
      page_with("<p>The council wrote that day:</p><blockquote class=x-media><div><p><a href=/p>The hall held through "
                "the night. Well done!</a></p></div></blockquote><p>" +
                other + "</p>")
          .has("The hall held through the night."));
}

TEST_CASE("comments end where browsers end them") {
  const CleanedPage r =
      page_with("<p>One <!-- a -- b --!>sentence <!--> and <!---> another.</p><!-- x --- --><p>" + other + "</p>");
  CHECK(r.has("One sentence and another."));
  CHECK(r.has(other));
}

TEST_CASE("raised digits may have a minus sign") {
  CHECK(page_with("<p>It falls by 10<sup>\u22122</sup> of what it was, and by 10<sup>-3</sup> later.</p>")
            .has("10\u207b\u00b2 of what it was, and by 10\u207b\u00b3 later"));
}

TEST_CASE("paragraphs of their own within items, cells and lines of code part nothing") {
  const CleanedPage r = page_with(
      "<ul><li><p>The wall comes first, for it is needed most of all.</p></li><li><p>The hall comes behind it in the "
      "second year.</p><p>Its doors come last, when all is dry.</p></li></ul><table><tr><td><p>Hall</p></td><td>"
      "<p>Doors</p></td></tr><tr><td>North</td><td><p>24</p></td></tr></table><pre><div>def hall(n):</div><div>    "
      "return n</div></pre>",
      {}, model_by_words(1, 5000, 5000));
  CHECK(r.has("most of all.\nThe hall comes behind it in the second year.\n\nIts doors come last"));
  CHECK(r.has("Hall Doors\nNorth 24"));
  CHECK(r.has("def hall(n):\n    return n"));
}

TEST_CASE("line ends that the style keeps part lines and paragraphs") {
  for (const char* attribute :
       {"style='white-space: pre-wrap'", "style='white-space:pre-line'", "class='x whitespace-pre-line'"}) {
    CAPTURE(attribute);
    const CleanedPage r =
        clean_page(article("<div " + std::string(attribute) + ">" + page_text + "\n" + other + "</div>"));
    CHECK(r.has("delay.\n\nNobody"));
    CHECK(r.has("half of it.\nThe keeper"));
  }
  CHECK(clean_page(article("<div class=x>" + page_text + "</div>")).has("delay. Nobody"));
}

TEST_CASE("a no-break space between two line breaks parts paragraphs as those do") {
  for (const char* parting : {"<br>&nbsp;<br>", "<br>\u00a0<br>\n", "<br>\n &#160; <br>"}) {
    CAPTURE(parting);
    CHECK(clean_page(article("<div>" + other + parting + page_text + "</div>")).has("would be.\n\nThe new foundry"));
  }
  CHECK(clean_page(article("<p>" + other + "&nbsp;<br>&nbsp;&nbsp;Price: 4 crowns</p>"))
            .has("would be.\nPrice: 4 crowns"));
}

TEST_CASE("a line end beside an inline element is no space between Chinese or Japanese characters") {
  const std::string japanese =
      "山あいの小さな駅に、\n<span>\n毎朝七時になると一匹の猫が現れる。</span>\n<b>駅員が</"
      "b>\nいなくなって十年になる。";
  CHECK(page_with("<p>" + japanese + "</p>")
            .has("山あいの小さな駅に、毎朝七時になると一匹の猫が現れる。駅員がいなくなって十年になる。"));
  CHECK(page_with("<p>The word is 猫\n<b>cat</b>\nand 犬\n<b>dog</b> in the book of the school.</p>")
            .has("The word is 猫 cat and 犬 dog in the book"));
}

TEST_CASE("a field within a sentence parts the words beside it, not a word and a mark") {
  CHECK(page_with("<p>The council asked for a plan<input type=checkbox><span class=note>Again it did so.</span> of the "
                  "hall<input type=checkbox>, and got it.</p>")
            .has("for a plan Again it did so. of the hall, and got it."));
}

TEST_CASE("a menu without a link is a list") {
  CHECK(page_with("<menu><li>Pea soup with bread, four crowns a bowl, and another for nothing</li><li>Coffee that has "
                  "stood since the morning</li></menu>",
                  {}, model_by_words(1, 5000, 5000))
            .has("Coffee that has stood"));
}
