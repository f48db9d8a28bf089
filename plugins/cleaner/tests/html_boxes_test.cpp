// Boxes in a page and around its article: what they say of themselves, and when their words say something else.
#include <doctest/doctest.h>

#include "page.hpp"

using namespace docmill::cleaner;

namespace {

const std::string sluice =
    "In the dry years the sluice stood open from May to the first frost, and the boys of both villages walked across "
    "the bed of the river to school.";
const std::string miller =
    "The last miller kept a tally of every sack on the door of the loft, and nobody has painted over it to this day.";

std::string article(const std::string& inside, const std::string& behind = "") {
  return "<html><head><title>The sluice</title></head><body><header><a href=/>Courier</a></header><main><article>"
         "<h1>The sluice</h1>" +
         as_paragraphs(page_text) + inside + "<p>" + miller + "</p></article></main>" + behind + "</body></html>";
}

}  // namespace

TEST_CASE("what is laid over the page is no text of it, however much it says") {
  const std::string terms = "<p>" + sluice + "</p><p>We and our partners keep what you read here for three years.</p>";
  for (const char* dialog : {"<div role=dialog>", "<div role='alertdialog' aria-modal=false>",
                             "<section aria-modal=true class=sheet>", "<div role=dialog class=cookie-settings>"}) {
    const CleanedPage r = clean_page(article("", std::string(dialog) + terms + "</div>"));
    CHECK_MESSAGE(!r.has("our partners"), std::string(dialog));
    CHECK_MESSAGE(r.has(miller), std::string(dialog));
  }
  CHECK(clean_page(article("<p role=group>" + sluice + "</p>")).has(sluice));
}

TEST_CASE("signatures under posts go") {
  for (const char* name : {"signature", "post-signature", "signaturecontainer", "ipsEntry__signature"})
    CHECK_MESSAGE(!clean_page(article("<div class='" + std::string(name) +
                                      "'>Keeper of two boats and a dog. Ask me about ropes.</div>"))
                       .has("two boats"),
                  std::string(name));
}

TEST_CASE("sentences at the foot of the page stay out") {
  const std::string foot =
      "<footer><div><p>Our loans are given by the bank of the valley, whose terms hold, and are "
      "not meant for those who live beyond the weir.</p></div></footer>";
  CHECK(!clean_page(article("", foot)).has("bank of the valley"));
}

TEST_CASE("sentences in an aside with links, and in captions, stay out") {
  CHECK(
      !clean_page(article("<figure><img src=a.png><figcaption>The last gate is hung by the boatmen of the valley, who "
                          "had waited for it since the spring of that year.</figcaption></figure>"))
           .has("hung by the boatmen"));
  CHECK(!clean_page(article("<aside><h3>Also read</h3><p>" + sluice +
                            "</p><p><a href=/b>All about the weirs of the "
                            "north</a></p></aside>"))
             .has(sluice));
}

TEST_CASE("a box of facts amid an article stays with its heading") {
  const std::string list = "<h3>The sluice in figures</h3><ul><li>Built in 1846</li><li>Five gates of oak</li></ul>";
  const std::string terms =
      "<h3>At a glance</h3><dl><dt>Built</dt><dd>1846</dd><dt>Gates</dt><dd>five of oak</dd></dl>";
  const std::string notes = "<h3>Good to know</h3><p>The sluice was built in 1846.</p><p>Its gates are of oak.</p>";
  for (const char* box :
       {"<aside>", "<aside class=fact-box>", "<aside class=infobox>", "<aside class='box sidebar'>"}) {
    const std::string open(box);
    const CleanedPage a = clean_page(article(open + list + "</aside>")),
                      b = clean_page(article(open + terms + "</aside>")),
                      c = clean_page(article(open + notes + "</aside>"));
    CHECK_MESSAGE((a.has("in figures") && a.has("Five gates")), open);
    CHECK_MESSAGE((b.has("At a glance") && b.has("1846") && b.has("five of oak")), open);
    CHECK_MESSAGE((c.has("Good to know") && c.has("gates are of oak")), open);
  }
  CHECK(!clean_page(article("<aside><h3>More</h3><ul><li><a href=/a>A bridge is closed for good</a></li><li><a "
                            "href=/b>Prices of lobster fall</a></li></ul></aside>"))
             .has("lobster"));
}

TEST_CASE("sentences without a link are no advertisement, whatever their box is called") {
  for (const char* name : {"advertisement", "ad", "sponsored", "advert"}) {
    const std::string open = "<div class='" + std::string(name) + "'>";
    CHECK_MESSAGE(clean_page(article(open + "<p>" + sluice + "</p></div>")).has(sluice), std::string(name));
    CHECK_MESSAGE(clean_page("<html><body><article><h1>The sluice</h1>" + as_paragraphs(page_text) + open + "<p>" +
                             sluice + "</p></div></article></body></html>")
                      .has(sluice),
                  std::string(name));
    CHECK_MESSAGE(!clean_page(article(open + "<a href=/buy>Oak by the yard</a></div>")).has("by the yard"),
                  std::string(name));
  }
}

TEST_CASE("a heading over a paragraph stays also where it says what labels say") {
  for (const char* heading : {"Advertising", "Sponsored", "Anzeige", "Related articles", "Read more"}) {
    const std::string h = "<h2>" + std::string(heading) + "</h2>";
    CHECK_MESSAGE(clean_page(article(h + "<p>" + sluice + "</p>")).has(std::string(heading) + "\n\n" + sluice),
                  std::string(heading));
  }
  CHECK(!clean_page(article("<p>Advertisement</p><p>" + sluice + "</p>")).has("Advertisement"));
}

TEST_CASE("verse whose lines are elements of their own stays whole") {
  const char* lines[] = {"Grey is the water under the weir,",        "Grey is the heron that stands in the rain,",
                         "Nobody comes at the turn of the year",     "Save for the man with his dog and his cane.",
                         "Slowly the leaves of the alder come down", "Over the meadow and over the lane."};
  for (const char* frame : {"<div class=poem>", "<section>", "<div><div>"}) {
    std::string verse;
    for (const char* line : lines) verse += "<div>" + std::string(line) + "</div>";
    const CleanedPage r =
        clean_page("<html><body><header><a href=/>Courier</a></header><main><article><h1>The weir</h1>" +
                   std::string(frame) + verse + "</div></article></main></body></html>");
    for (const char* line : lines) CHECK_MESSAGE(r.has(line), std::string(frame));
  }
}

TEST_CASE("a last sentence stays though it begins like a label") {
  CHECK(clean_page(article("", "")).has(miller));
  CHECK(clean_page("<html><body><article><h1>The sluice</h1>" + as_paragraphs(page_text) +
                   "<p>More on this next week.</p></article></body></html>")
            .has("More on this next week."));
}

TEST_CASE("links that touch are two, and so are words of two spans of two classes") {
  CHECK(page_with("<p>The gates are kept by <a href=/a>the boatmen</a><a href=/b>the board</a> in turn, it says.</p>")
            .has("the boatmen the board in turn"));
  CHECK(page_with("<p><span class=k>Keeper</span><span class=v>Ada Tern</span> has kept the gates since the flood.</p>")
            .has("Keeper Ada Tern has"));
  CHECK(
      page_with("<p>The <span class=a>inter</span><span class=b>lock</span> of the gates has held since the flood.</p>")
          .has("interlock of"));
}

TEST_CASE("parts of a word that touch are no two words") {
  const auto with = [](const std::string& words) {
    return page_with("<p>The keeper says that " + words + " has held the gates since the flood.</p>");
  };
  CHECK(with("inter<a name=p12></a><a href=/x>lock</a>").has("that interlock has"));
  CHECK(with("(<a id=r></a><a href=/x>Foo</a>)").has("that (Foo) has"));
  CHECK(with("<a href=/x>inter</a><a href=/x>lock</a>").has("that interlock has"));
  CHECK(with("<a href=/x>the board</a><a href=/y>, as it is</a>").has("that the board, as it is has"));
  CHECK(with("<span>Java</span><span>Script</span>").has("that JavaScript has"));
  CHECK(with("<code><span class=a>get</span><span class=b>Name</span></code>").has("that getName has"));
  CHECK(with("<a href=/a>東京</a><a href=/b>大学</a>").has("東京大学"));
  CHECK(with("<a href=/a>กรุง</a><a href=/b>เทพ</a>").has("กรุงเทพ"));
}

TEST_CASE("a page of biographies stays, whatever their boxes are called") {
  const char* names[] = {"Jane", "Aldo", "Mira", "Tomas", "Ines", "Karl", "Olga", "Pavel", "Ruth", "Hugo"};
  std::string staff;
  for (const char* name : names)
    staff += "<div class=staff-bio><p>" + std::string(name) +
             " joined the firm in 2004, builds sluices and gates of oak with his or her own hands, and lives with two "
             "dogs beside the river.</p></div>";
  const CleanedPage r = clean_page(
      "<html><head><title>Our people</title></head><body><header><a href=/>Weir</a></header><main><h1>Our people</h1>" +
      as_paragraphs(page_text) +
      "<p>The firm has built gates and sluices for the towns of the valley since 1846, and "
      "these are its people.</p>" +
      staff + "</main></body></html>");
  for (const char* name : names) CHECK_MESSAGE(r.has(std::string(name) + " joined"), std::string(name));
}

TEST_CASE("a menu of dishes stays, one of links does not") {
  std::string dishes;
  for (const char* dish : {"Fish soup", "Duck of the weir", "Oat bread", "Plum cake"})
    dishes +=
        "<h3>" + std::string(dish) + "</h3><p>with cod, leek, cream and the bread that the miller bakes, for two</p>";
  for (const char* box : {"<section class=menu>", "<section class='menu menu-dinner'>", "<div class=menu id=dinner>"}) {
    const CleanedPage r = clean_page(
        "<html><head><title>The Weir</title></head><body><header><a href=/>Weir</a></header><main><h1>The Weir</h1>"
        "<p>We cook what the boats bring in the morning, and set it before you at the river until ten in the "
        "evening.</p>" +
        std::string(box) + dishes + "</section></main></body></html>");
    CHECK_MESSAGE((r.has("Fish soup") && r.has("Plum cake")), std::string(box));
  }
  CHECK(!clean_page(article("",
                            "<section class=menu><p><a href=/a>Fish soup</a></p><p><a href=/b>Plum cake</a></p>"
                            "</section>"))
             .has("Fish soup"));
}

TEST_CASE("the foot of a quotation and of an article is text") {
  CHECK(clean_page(article("<blockquote><p>" + sluice + "</p><footer>\u2014 Ada Tern, keeper</footer></blockquote>"))
            .has("Ada Tern, keeper"));
  CHECK(clean_page(article("<section><p>" + sluice +
                           "</p><footer><p>Correction: an earlier version of this text said that the sluice stood open "
                           "from April on, which it never did in those years.</p></footer></section>"))
            .has("an earlier version"));
}

TEST_CASE("short lines beside an article do not come back as more of its paragraphs") {
  const std::string text = as_paragraphs(page_text) + as_paragraphs(page_text + " So it was said in the hall.");
  const std::string lines = "<p>Type the name of your street here</p><p>In the drawer of mills</p>";
  for (const std::string& page :
       {"<div>" + text + "</div><div>" + lines + "</div>",
        "<article><div>" + text + "</div></article><article><div>" + lines + "</div></article>",
        "<section>" + text + "</section><section>" + lines + "</section>"}) {
    const CleanedPage r =
        clean_page("<html><body><header><a href=/>Courier</a></header><main>" + page + "</main></body></html>", {},
                   model_by_words(15, -1500, 1500));
    CHECK_MESSAGE((r.has("So it was said") && !r.has("street here") && !r.has("the drawer")), page);
  }
}

TEST_CASE("an aside of buttons amid an article is no box of facts") {
  for (const char* box : {"<aside><ul><li>Facebook</li><li>Email</li><li>Print</li></ul></aside>",
                          "<aside><ul class=share><li>Blue one</li><li>Grey one</li></ul></aside>"}) {
    const CleanedPage r = clean_page(article(box));
    CHECK_MESSAGE((!r.has("Email") && !r.has("Grey one")), std::string(box));
  }
}

TEST_CASE("an article in a dialog is the page") {
  const CleanedPage r = clean_page("<html><body><div class=grid><p>" + sluice + "</p><p>" + miller +
                                   "</p></div><div role=dialog class=reader-frame><article><h1>The weir</h1>" +
                                   as_paragraphs(page_text) + "</article></div></body></html>");
  CHECK(r.has("The new foundry"));
}

TEST_CASE("a heading goes with the last paragraph, which is about a newsletter") {
  const std::string last =
      "<h2>What the board says</h2><p>The board writes to all who ask for it each month: sign up for our newsletter "
      "and "
      "read about the sluices, the gates, the boats and the birds of the valley.</p>";
  const CleanedPage r =
      clean_page("<html><body><header><a href=/>Courier</a></header><main><article><h1>The sluice</h1>" +
                 as_paragraphs(page_text) + "<p>" + miller + "</p>" + last + "</article></main></body></html>");
  CHECK(r.has(miller));
  CHECK(!r.has("our newsletter"));
  CHECK(!r.has("What the board says"));
}

TEST_CASE("the foot of the page is no text, also where it says more than the page") {
  std::string terms;
  for (int n = 1; n <= 6; ++n)
    terms += "<li id=note" + std::to_string(n) + ">Offer " + std::to_string(n) +
             " holds for customers of the region who pay by card, as long as stocks last and the law allows it.</li>";
  for (const std::string frame : {"<footer>", "<footer role=contentinfo class=legal><section>"}) {
    CAPTURE(frame);
    const CleanedPage r = clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) +
                                     "<p>Its memory is sold from May on, the owners say, in a shop beside the hall "
                                     "itself.<sup><a href=#note3>3</a></sup></p></main>" +
                                     frame + "<ul>" + terms + "</ul></footer></body>");
    CHECK(r.has("is sold from May on"));
    CHECK_FALSE(r.has("as long as stocks last"));
  }
}

TEST_CASE("a page of few words is not what it says about cookies, nor what nobody sees") {
  std::string goods;
  for (int n = 1; n <= 30; ++n)
    goods += "<li><h3>Blue coffee " + std::to_string(n) + "</h3><span>19 euros a pound</span></li>";
  for (const std::string attributes : {"class=cookie-banner", "class=notice hidden", "style='display:none'"}) {
    CAPTURE(attributes);
    const CleanedPage r = clean_page("<body><div " + attributes + ">" +
                                     as_paragraphs("We ask before we keep anything on the device of who reads this "
                                                   "page.\n\nWhoever declines can read all of the pages as before.") +
                                     "</div><h1>Our coffee</h1><ul>" + goods + "</ul></body>");
    CHECK(r.has("Blue coffee 7"));
    CHECK_FALSE(r.has("We ask before"));
  }
  CHECK(clean_page("<body><div style='visibility:hidden'>" + as_paragraphs(page_text) + "</div></body>")
            .has("The council"));
}

TEST_CASE("on the page of a forum the comments are the text, below an article they are not") {
  const std::string json = "<script type='application/ld+json'>{\"@type\":\"";
  const std::string comments =
      "<div class=CommentsWrap><div class='DataBox DataBox-Comments'><h2>Comments</h2>" +
      as_paragraphs("I had the same fault with the third furnace and changed its valve, which helped for a year.") +
      as_paragraphs("Thank you, the valve was it, and the furnace has run for a week since.") +
      as_paragraphs("With us it was the pump, which the maker changed without a word, though the year was over.") +
      "</div></div>";
  docmill::cleaner::BlockModel as_rules_say;
  REQUIRE_FALSE(as_rules_say.read("block\ttree\trules>=1\t3000 -3000\n"));
  const auto page = [&](const std::string& type) {
    return clean_page("<head>" + json + type +
                          "\",\"headline\":\"The foundry\"}</script></head><body><h1>The foundry</h1><div>" +
                          as_paragraphs(page_text.substr(0, page_text.rfind("\n\n"))) + "</div>" + comments + "</body>",
                      {}, as_rules_say);
  };
  CHECK(page("DiscussionForumPosting").has("the valve was it"));
  CHECK_FALSE(page("NewsArticle").has("the valve was it"));
}

TEST_CASE("what customers say is no text of a product, but a review is one of its own") {
  docmill::cleaner::BlockModel as_rules_say;
  REQUIRE_FALSE(as_rules_say.read("block\ttree\trules>=1\t3000 -3000\n"));
  const auto page = [&](const std::string& type) {
    std::string said;
    for (const char* words : {"I have had this stove for a year now and would buy it again at any time.",
                              "It burns well, but the door came with a scratch and nobody answered my letter.",
                              "My mother wanted one as well, so that we bought a second stove in the spring."})
      said += "<div class=review-text><p>" + std::string(words) + "</p></div>";
    return clean_page("<head><meta property=og:type content=" + type + "></head><body><h1>The stove</h1><div>" +
                          as_paragraphs(page_text) + "</div><div class='c-reviews'>" + said + "</div></body>",
                      {}, type == "product" ? as_rules_say : test_model());
  };
  CHECK(page("product").has("The council"));
  CHECK_FALSE(page("product").has("burns well"));
  CHECK(page("article").has("burns well"));
}

TEST_CASE("a part that is named for a review, and the only one of its kind, is the text of the page of a product") {
  const std::string
      shop =
          "<script type='application/ld+json'>{\"@type\":\"Product\",\"name\":\"The stove\",\"review\":{"
          "\"@type\":\"Review\",\"author\":\"Jane Doe\"}}</script>",
      verdict = "The verdict is that whoever has a dry cellar and wood of his own will like this stove for years.";
  const auto page = [&](const std::string& head, const std::string& one) {
    return clean_page("<head>" + head + "</head><body><h1>The stove</h1><div>" +
                      as_paragraphs(page_text.substr(0, page_text.rfind("\n\n"))) + "</div><div class=" + one + ">" +
                      as_paragraphs(page_text) + "<p>" + verdict + "</p></div></body>");
  };
  const std::string product = "<meta property=og:type content=product>";
  for (const char* name : {"review-text", "review", "reviews", "product-review-body"}) {
    CAPTURE(name);
    CHECK(page(product, name).has(verdict));
    CHECK(page(shop, name).has(verdict));
  }
}

TEST_CASE("cookies that are baked and consent that patients give are text, whatever the foot of the page says") {
  std::string menu, steps;
  for (int n = 1; n <= 14; ++n)
    menu += "<li><a href=/" + std::to_string(n) + ">Part " + std::to_string(n) + "</a></li>";
  for (int n = 1; n <= 5; ++n)
    steps += "<p>Step " + std::to_string(n) +
             ": whoever has done what the one before says now waits for a quarter of an hour and reads on here.</p>";
  for (const std::string name : {"cookie-recipe", "cookie", "cookies", "cookies-page", "cookie-content", "consent",
                                 "consent-article", "gdpr-guide", "cookie-bars"})
    for (const std::string foot : {"",
                                   "<footer><p>The bakery of the town has baked for all of its people since the "
                                   "year of the great flood, and will do so.</p></footer>"}) {
      CAPTURE(name);
      CAPTURE(foot);
      const CleanedPage r =
          clean_page("<body><nav><ul>" + menu + "</ul></nav><div class='" + name + "'><h1>What to do</h1>" + steps +
                     "</div><div class=side><ul>" + menu + "</ul></div>" + foot + "</body>");
      for (const char* step : {"Step 1:", "Step 3:", "Step 5:"}) CHECK(r.has(step));
      CHECK_FALSE(r.has("Part 3"));
      CHECK_FALSE(r.has("great flood"));
    }
}

TEST_CASE("a question about the cookies of the browser is told by its name, or by something to press") {
  std::string goods;
  for (int n = 1; n <= 30; ++n)
    goods += "<li><h3>Blue coffee " + std::to_string(n) + "</h3><span>19 euros a pound</span></li>";
  for (const std::string name : {"cookie-notice", "cookieConsent", "gdpr-banner", "cookies", "consent"}) {
    CAPTURE(name);
    const std::string button = name.size() > 7 ? "" : "<button>Yes</button>";
    const CleanedPage r = clean_page("<body><div class='" + name + "'>" +
                                     as_paragraphs("We ask before we keep anything on the device of who reads this "
                                                   "page.\n\nWhoever declines can read all of the pages as before.") +
                                     button + "</div><h1>Our coffee</h1><ul>" + goods + "</ul></body>");
    CHECK(r.has("Blue coffee 7"));
    CHECK_FALSE(r.has("We ask before"));
  }
}

TEST_CASE("a box or a paragraph that is all of a cell or an item is that") {
  const auto model = model_by_words(12, -1500, 1500);
  const auto clean = [&](const std::string& inside) { return page_with(inside + as_paragraphs(page_text), {}, model); };
  CHECK(clean("<table><tr><td><div>June</div></td><td><div><p>40</p></div></td></tr></table>").has("June 40"));
  const std::string long_item = "a long item of the list that says what the others leave out, and why they do so";
  CHECK(clean("<ul><li><p>" + long_item +
              "</p></li><li><p>oak</p></li>\n<li><div>elm</div><ul><li><p>of the valley"
              "</p></li></ul></li></ul>")
            .has("oak\nelm\nof the valley"));
  CHECK_FALSE(clean("<ul><li><p>" + long_item + "</p></li><li><div>oak</div><div>elm</div></li></ul>").has("elm"));
}

TEST_CASE("paragraphs of bare text in one cell stay paragraphs, short lines there one line") {
  const std::size_t second = page_text.find("\n\n");
  const std::string first = page_text.substr(0, second);
  const std::string rest = page_text.substr(second + 2);
  CHECK(clean_page("<body><h1>The foundry</h1><table><tr><td>" + first + "<br><br>" + rest + "</td></tr></table>")
            .has("delay.\n\nNobody"));
  CHECK(page_with("<table><tr><td>June<br><br>July</td><td>40</td></tr></table>").has("June July 40"));
}
