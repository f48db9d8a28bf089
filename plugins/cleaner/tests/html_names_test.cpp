// Names of elements are evidence: what they are worth against the words inside.
#include "page.hpp"

using namespace docmill::cleaner;

namespace {

const std::string section =
    "<p>Engineers of the foundry compared three ways of cooling the hall, and found that water from the river needs "
    "half "
    "of the power.</p><p>They measured it through a winter and a summer, on days of frost as on days of heat, and "
    "wrote "
    "down every figure in a book.</p>";

}  // namespace

TEST_CASE("the id of a heading is an address, not a name") {
  for (const char* id :
       {"related-work", "social-impact", "comments", "newsletter", "ads", "tags", "share", "sponsors"}) {
    CAPTURE(id);
    const CleanedPage r = page_with("<h2 id=" + std::string(id) + ">What the engineers found</h2>" + section);
    CHECK(r.has("What the engineers found"));
    CHECK(r.has("every figure in a book"));
  }
}

TEST_CASE("a section named with one word of many is weighed against its sentences") {
  for (const char* name :
       {"id=related-work", "id=social-impact", "id=popup-windows", "id=navigation", "class=d-print-block",
        "class='print:text-black'", "class='elementor-widget elementor-widget-text'", "class=article-teaser",
        "class=Article_paywall__x2Ab", "class=social-proof-none", "class='paywall'"}) {
    CAPTURE(name);
    CHECK(page_with("<section " + std::string(name) + ">" + section + "</section>").has("every figure in a book"));
    CHECK(page_with("<div " + std::string(name) + "><h3>What the engineers found</h3></div>" + section)
              .has("every figure in a book"));
  }
}

TEST_CASE("an id hides nothing, nor does a class for narrow or wide screens") {
  for (const char* name :
       {"id=accessibility-for-everyone", "id=assistive-technology", "id=screenreader", "id=screen-reader",
        "id=element-for-sale", "class=hide-on-small-screen", "class=show-for-large-screen",
        "class=accessibility-for-all", "class=assistive", "class=element-for-sale", "class=screen-only"}) {
    CAPTURE(name);
    CHECK(page_with("<section " + std::string(name) + ">" + section + "</section>").has("every figure in a book"));
  }
}

TEST_CASE("paragraphs keep to their sentences whatever their class") {
  for (const char* name : {"paywall", "teaser", "share-tight", "promo", "widget", "print", "latest", "topics"})
    CHECK(clean_page("<html><body><div>" + as_paragraphs(page_text, " class=" + std::string(name)) +
                     "</div></body></html>")
              .text == page_text);
}

TEST_CASE("the frame of a heading is no related box") {
  CHECK(page_with("<div class='elementor-widget'><h2>What the engineers found</h2></div>" + section)
            .has("What the engineers found"));
}

TEST_CASE("a box named for it goes, sentences or not") {
  for (const char* name : {"author-box", "author-bio", "about-author", "comments", "comment-list", "cookie-consent"})
    CHECK(!page_with("<div class=" + std::string(name) + "><p>Jane Doe writes down every figure in a book.</p></div>")
               .has("every figure in a book"));
  for (const char* tag : {"amp-ad", "amp-consent"})
    CHECK(!page_with("<" + std::string(tag) + "><div>An advert stands here</div></" + tag + ">").has("advert"));
}

TEST_CASE("cut = nothing keeps what is named, not what nobody sees") {
  Options options;
  options.cut = Cut::nothing;
  const CleanedPage r = page_with(
      "<div class=share>Send it to all</div><div class=newsletter>Get our letter</div>"
      "<div style='display:none'>Nobody reads it</div>",
      options);
  CHECK(r.has("Send it to all"));
  CHECK(r.has("Get our letter"));
  CHECK(!r.has("Nobody reads it"));
}

TEST_CASE("links that a sentence announces are content, those under a cue are not") {
  const std::string links =
      "<ul><li><a href=a>Rules of the bridge and the lane</a></li><li><a href=b>Dates of the spring tides"
      "</a></li><li><a href=c>Recipe for the flat bread of the valley</a></li></ul>";
  const std::string rest =
      "<p>The wheel of the old hall turned out to be the easy part of it, the engineers of the company said.</p>";
  const CleanedPage r =
      page_with("<p>The company asks all visitors to look at these before they come:</p>" + links + rest);
  CHECK(r.has("Rules of the bridge and the lane\nDates of the spring tides"));
  CHECK(!page_with("<p>Read more:</p>" + links + rest, {}, model_by_words(1, 5000, 5000)).has("Rules of the bridge"));
}

TEST_CASE("footnotes that lead back to their place stay, small print of that name does not have to") {
  const std::string notes =
      "<section class=\"footnotes\" role=\"doc-endnotes\"><hr><ol><li id=\"f1\"><p>Parish book of Orrin, folio nine, "
      "gives the cost as forty pounds.<a href=\"#r1\">\u21a9</a></p></li></ol></section>";
  CHECK(page_with(notes).has("Parish book of Orrin, folio nine"));
}

TEST_CASE("a frame around code is no toolbar") {
  CHECK(page_with("<p>The count of the hall is done by a program of two lines, which the owners have published:</p>"
                  "<div class=code-toolbar><pre><code>halls = 2\nprint(halls)</code></pre></div>")
            .has("halls = 2\nprint(halls)"));
  // What copies it, and its language.
  CHECK(page_with("<p>The count of the hall is done by a program of two lines, which the owners have published:</p>"
                  "<div class=code-toolbar><pre><code>halls = 2\nprint(halls)</code></pre>"
                  "<div class=toolbar><button>Copy</button><span>Python</span></div></div>")
            .has("halls = 2\nprint(halls)"));
}

TEST_CASE("a last paragraph beside the element that holds the others stays") {
  const std::string last =
      "Visitors may come again from Saturday, and the tea room, which had been used as a store for the machines of the "
      "second hall, will open as soon as the last of them is gone.";
  for (const std::string tag : {"p", "div"})
    CHECK(clean_page("<body><header><nav><a href=/>Home</a><a href=/b>News</a></nav></header><main><article><h1>The "
                     "foundry</h1><div class=entry-content>" +
                     as_paragraphs(page_text) + "</div><" + tag + ">" + last + "</" + tag +
                     "></article></main><footer>Imprint</footer>")
              .has(last));
}

TEST_CASE("short items go with their list, a term with its definition") {
  const CleanedPage r = page_with(
      "<h2>Method</h2><ol><li>Mix.</li><li>Rest the dough of the foundry for an hour.</li><li>Bake it on a hot "
      "stone.</li></ol><dl><dt>Purlin</dt><dd>A beam that runs along the roof.</dd></dl>",
      {}, model_by_words(5, -1500, 1500));
  CHECK(r.has("Method\n\nMix.\nRest the dough"));
  CHECK(r.has("Purlin\nA beam that runs along the roof."));
}

TEST_CASE("an aside of sentences amid the article is a note") {
  const std::string note = "Owls in the hall belong to nobody and are counted each May by the keeper.";
  std::string around;
  for (int times = 0; times < 3; ++times) around += as_paragraphs(page_text);
  CHECK(clean_page("<html><body><article><h1>The foundry</h1>" + around + "<aside>" + note + "</aside>" + around +
                   "</article></body></html>")
            .has(note));
}

TEST_CASE("a box for subscribers with a field for an address goes, sentences or not") {
  const CleanedPage r = clean_page(
      "<html><body><article><h1>The foundry</h1>" + as_paragraphs(page_text) +
      "<section class=email-signup><h2>The hall in your mailbox</h2><p>Sign up for our letter and never miss a lorry."
      "</p><form><input type=email></form></section>" +
      as_paragraphs(page_text) + "</article></body></html>");
  CHECK(!r.has("never miss a lorry"));
}

TEST_CASE("what a dish is made of stays, wherever the page has it") {
  const std::string items[] = {"250 g flour", "4 eggs", "1 tsp baking powder"};
  const auto list = [&](const std::string& open, const std::string& item, const std::string& close) {
    std::string html = open;
    for (const std::string& i : items) html += item + i;
    return html + close;
  };
  const std::string page_begins = "<body><div class=top><h1>Bread of the foundry</h1></div>";
  for (const std::string& part :
       {list("<aside class=recipe__ingredients><h2>Ingredients</h2><ul>", "<li>", "</ul></aside>"),
        list("<div class='m053-ingredients'><h2>Zutaten</h2><table>", "<tr><td>", "</table></div>"),
        list("<div><h3>You need</h3><ul>", "<li itemprop=recipeIngredient>", "</ul></div>"),
        list("<div class=list-ingredientes><h3>Necesita</h3>", "<p>", "</div>")}) {
    CAPTURE(part);
    const CleanedPage r = clean_page(page_begins + "<div class=facts>" + part + "</div><main>" +
                                     as_paragraphs(page_text) + "</main></body>");
    CHECK(r.has("250 g flour"));
    CHECK(r.has("4 eggs"));
    CHECK(r.has("1 tsp baking powder"));
  }
  const std::string links = list("<div class=ingredients>", "<a href=/x>Find recipes with </a> ", "</div>");
  CHECK_FALSE(clean_page(page_begins + links + "<main>" + as_paragraphs(page_text) + "</main></body>").has("4 eggs"));
  const std::string related =
      "<div class=related-recipes>" + list("<ul class=ingredients>", "<li>", "</ul>") + "</div>";
  CHECK_FALSE(
      clean_page(page_begins + "<main>" + as_paragraphs(page_text) + "</main>" + related + "</body>").has("4 eggs"));
}

TEST_CASE("the id of a section that the mark behind its heading leads to is an address") {
  const std::string text = as_paragraphs("A view of the hall can be kept for an hour by calling it with its name.") +
                           "<pre>keep(hall, furnace=4)</pre>";
  for (const std::string open :
       {"<section id=cookies>", "<div class=section id=comments>", "<div id=related-widgets>"}) {
    CAPTURE(open);
    const std::string id = open.substr(open.find("id=") + 3, open.size() - open.find("id=") - 4);
    const auto part = [&](const std::string& to) {
      return page_with(open + "<h2>Kept views<a class=headerlink href='#" + to + "'>\u00b6</a></h2>" + text +
                       (open[1] == 's' ? "</section>" : "</div>"));
    };
    CHECK(part(id).has("A view of the hall"));
    CHECK(part(id).has("furnace=4"));
    CHECK_FALSE(part("elsewhere").has("A view of the hall"));
  }
}

TEST_CASE("a nav of sentences without a link is an answer, and what opens it is its question") {
  const std::string answer =
      "Cards are taken at the main gate of the hall, but the tea room beside it takes nothing "
      "but coins, as its owner does not trust the line.";
  const auto faq = [&](const std::string& inside) {
    return page_with(
        "<div class='faq w-dropdown'><div class=w-dropdown-toggle><div>May one pay by card here?</div>"
        "</div><nav class=w-dropdown-list>" +
        inside + "</nav></div>" + as_paragraphs(page_text));
  };
  const CleanedPage r = faq("<p>" + answer + "</p>");
  CHECK(r.has("May one pay by card here?"));
  CHECK(r.has("Cards are taken"));
  CHECK_FALSE(faq("<a href=/x>" + answer + "</a>").has("Cards are taken"));
}

TEST_CASE("a small box that asks for a mail address is a newsletter, whatever it is named") {
  const std::string ask = "<h3>The Valley Letter</h3><p>What the valley speaks of, each Friday and free of charge.</p>";
  const auto page = [&](const std::string& box) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) + box +
                      as_paragraphs("The last hall will be built of brick, as the first was, and nobody knows when "
                                    "that will be, as the river is high.") +
                      as_paragraphs(page_text) + "</main></body>");
  };
  const std::string field = "<input type=email><input type=submit value=Send>";
  for (const std::string& box :
       {"<form>" + ask + field + "</form>", "<div class=b>" + ask + "<form>" + field + "</form></div>",
        "<div><div>" + ask + "</div><div><form>" + field + "</form></div></div>"}) {
    CAPTURE(box);
    CHECK_FALSE(page(box).has("Valley"));
    CHECK(page(box).lists("newsletter:class-name"));
    CHECK(page(box).has("The last hall"));
  }
  CHECK(page("<div>" + ask + "<form><input type=text></form></div>").has("What the valley speaks of"));
}

TEST_CASE("the caption of a box for subscribers goes with the box, whatever the model says") {
  const auto model = model_by_words(3, -3000, 3000);
  CHECK_FALSE(
      clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) +
                     "<div class=subscription-widget><p class=cta-caption>The foundry letter is paid for by its "
                     "readers, who get each new part of it first.</p></div>" +
                     as_paragraphs(page_text) + "</main></body>",
                 {}, model)
          .has("paid for by its readers"));
}

TEST_CASE("ids that are the headings of the parts of a document are addresses") {
  const auto part = [](const std::string& id, const std::string& heading, const std::string& text) {
    return "<section id=" + id + " class=level2><h2>" + heading + "</h2><p>" + text + "</p></section>";
  };
  const std::string bio = "Bo Tern was born beside the mill, and he left it for the sea when he was eleven years old.";
  const auto page = [&](const std::string& second) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) +
                      part("the-halls", "1. The halls", page_text) + part(second, "2. A long wait", page_text) +
                      part("biography", "3. Biography", bio) + "</main></body>");
  };
  CHECK(page("a-long-wait").has("Bo Tern"));
  CHECK_FALSE(page("x7").has("Bo Tern"));
}
