// What a page says about itself: where it is said, and which saying wins.
#include <doctest/doctest.h>

#include "article_of.hpp"

using namespace docmill::cleaner;

namespace {

std::string json_ld(const std::string& members) {
  return "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"," + members + "}</script>";
}

}  // namespace

TEST_CASE("the language is what the page says, the element html first") {
  CHECK(article("<html lang=de><meta property=og:locale content=en_US>").language == "de");
  CHECK(article("<html xml:lang='pt-br'>").language == "pt-BR");
  CHECK(article("<meta http-equiv=Content-Language content=FR><meta property=og:locale content=en_US>").language ==
        "fr");
  CHECK(article(json_ld("\"inLanguage\":\"zh-hans-cn\"")).language == "zh-Hans-CN");
  CHECK(article("<meta property=og:locale content=en_US>").language == "en-US");
  CHECK(article("<p>no word of it").language == "");
}

TEST_CASE("what is no tag of a language is none") {
  for (const char* value : {"English", "en, de", "e", "-", "en-", "und", "12", "x y", ""})
    CHECK(article("<html lang=\"" + std::string(value) + "\">").language == "");
}

TEST_CASE("the description comes from OpenGraph, then JSON-LD, then meta") {
  const std::string og = "<meta property=og:description content='Chips &amp; more'>",
                    meta = "<meta name=description content='  The   foundry '>",
                    ld = json_ld("\"description\":\"Memory\"");
  CHECK(article(meta + ld + og).description == "Chips & more");
  CHECK(article(meta + ld).description == "Memory");
  CHECK(article(meta).description == "The foundry");
}

TEST_CASE("half of a surrogate pair in JSON-LD costs a character, not the page and not what else it says") {
  for (const char* half : {"\\udc00", "\\uDFFF", "\\ud83d", "\\uDBff", "\\ud83d\\u0041"}) {
    const std::string rest = half == std::string("\\ud83d\\u0041") ? "A" : "";
    CHECK(article(json_ld("\"description\":\"a " + std::string(half) + "b\"")).description == "a \uFFFD" + rest + "b");
  }
  CHECK(article(json_ld(R"("description":"\udc00\ud83d\ude00\\udc00")")).description == "\uFFFD\U0001F600\\udc00");
}

TEST_CASE("the address of an article in JSON-LD is the last resort") {
  const std::string ld = json_ld("\"url\":\"https://example.org/c\"");
  CHECK(article(ld).url == "https://example.org/c");
  CHECK(article(ld + "<link rel=canonical href=https://example.org/a>").url == "https://example.org/a");
}

namespace {

std::string ld(const std::string& json) { return "<script type=\"application/ld+json\">" + json + "</script>"; }
const std::string both =
    "\"headline\":\"The hall\",\"datePublished\":\"2024-03-09\",\"author\":{\"name\":\"Ada Tern\"}";

}  // namespace

TEST_CASE("a dash of the headline's own stays, the site's name goes wherever it stands") {
  const std::string own = "How the hall was saved - and what follows";
  for (const std::string& page :
       {"<title>" + own + "</title><h1>" + own + "</h1>", "<title>" + own + " | Courier</title><h1>" + own + "</h1>",
        "<title>" + own + " - Courier</title><meta property=og:title content='" + own + "'><h1>" + own + "</h1>",
        "<title>x</title>" + ld("{\"@type\":\"Article\",\"headline\":\"" + own + "\"}")})
    CHECK(article(page).title == own);
  const std::string site = "<meta property=og:site_name content='The Courier'>";
  CHECK(article("<title>The Courier | The hall was saved</title>" + site).title == "The hall was saved");
  CHECK(article("<title>The hall was saved – The Courier</title>" + site).title == "The hall was saved");
  CHECK(
      article("<title>The hall was saved – Town – The Courier</title>" + site + "<h1>The hall was saved</h1>").title ==
      "The hall was saved");
}

TEST_CASE("the site's or the section's name as a heading is no headline") {
  CHECK(article("<title>Codename Hall - Courier</title><meta property=og:title content='Codename Hall'><h1>Courier</h1>"
                "<h2>Codename Hall</h2>")
            .title == "Codename Hall");
  CHECK(article("<title>Codename Hall | Courier</title>" +
                ld("{\"@type\":\"Article\",\"headline\":\"Codename Hall\"}") + "<h1>Courier</h1>")
            .title == "Codename Hall");
  CHECK(article("<title>Codename Hall - Food - Courier</title><h1>Food</h1><h2>Codename Hall</h2>").title ==
        "Codename Hall");
}

TEST_CASE("JSON-LD with the faults that pages have is read") {
  const std::string object = "{\"@type\":\"NewsArticle\"," + both;
  for (const std::string& script :
       {object + "}", "//<![CDATA[\n" + object + "}\n//]]>", "<!--\n" + object + "}\n-->", object + ",}", object + "};",
        object + ",\"description\":\"A ruin,\na baker\tand more\"}", "{\"@graph\":[" + object + "}]}"}) {
    CAPTURE(script);
    const Article a = article(ld(script));
    CHECK(a.byline == "Ada Tern");
    CHECK(a.date == "2024-03-09");
  }
  CHECK(article(ld("{\"@type\":\"Article\",\"headline\":\"The mill &amp; the sea\"}")).title == "The mill & the sea");
}

TEST_CASE("of several articles in JSON-LD the one that the page is about") {
  const std::string other =
      "{\"@type\":\"NewsArticle\",\"headline\":\"Old bridge\",\"datePublished\":\"2019-01-02\","
      "\"author\":{\"name\":\"Cy Knot\"}}";
  const std::string list = ld("{\"@type\":\"ItemList\",\"itemListElement\":[{\"item\":" + other + "}]}");
  const std::string own = ld("{\"@type\":\"NewsArticle\"," + both + "}");
  CHECK(article(list + own).byline == "Ada Tern");
  CHECK(article(ld(other) + own + "<h1>The hall</h1>").date == "2024-03-09");
  CHECK(article(list).byline == "");
}

TEST_CASE("persons by @id, by the parts of their name, and offices") {
  CHECK(article(ld("{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#ada\"}},"
                   "{\"@type\":\"Person\",\"@id\":\"#ada\",\"name\":\"Ada Tern\"}]}"))
            .byline == "Ada Tern");
  CHECK(article(ld("{\"@type\":\"Article\",\"author\":[{\"givenName\":\"Ada\",\"familyName\":\"Tern\"}]}")).byline ==
        "Ada Tern");
  CHECK(article(ld("{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":\"Courier\"}}") +
                "<p class=byline>By Ada Tern, coast reporter</p>")
            .byline == "Ada Tern");
  CHECK(article(ld("{\"@type\":\"WebPage\",\"datePublished\":\"2024-03-09\"}")).date == "2024-03-09");
}

TEST_CASE("of several dates the day of publication") {
  const std::string published = "<time class='entry-date published' datetime=2024-03-09>9 March</time>";
  for (const std::string& other : {std::string("<time class=updated datetime=2024-06-01>1 June</time>"),
                                   std::string("<header><time datetime=2025-11-21>today</time></header>"),
                                   std::string("<aside><time datetime=2025-11-20>20 Nov</time></aside>"),
                                   std::string("<div class=comments><time datetime=2024-03-10>10 March</time></div>"),
                                   std::string("<time itemprop=startDate datetime=2024-12-24>a feast</time>")}) {
    CAPTURE(other);
    CHECK(article(other + "<main><h1>The hall</h1>" + published + "</main>").date == "2024-03-09");
    CHECK(article("<main><h1>The hall</h1>" + published + other + "</main>").date == "2024-03-09");
  }
  CHECK(article("<abbr class=published title=2024-03-09T10:00:00Z>Saturday</abbr>").date == "2024-03-09");
  CHECK(article("<h1>The hall</h1><p>March 9, 2024</p><p>The hall was saved.</p>").date == "2024-03-09");
}

TEST_CASE("the language of the page tells the month from the day") {
  const std::string meta = "<meta name=date content=03/09/2024>";
  CHECK(article("<html lang=en-US>" + meta).date == "2024-03-09");
  CHECK(article("<html lang=en-GB>" + meta).date == "2024-09-03");
  CHECK(article("<html lang=fr>" + meta).date == "2024-09-03");
  CHECK(article("<html lang=en>" + meta).date == "");
}

TEST_CASE("names beside the headline, and what is no name") {
  CHECK(article("<h1>The hall</h1><p>Written by</p><p>Ada Tern</p>").byline == "Ada Tern");
  CHECK(article("<h1>The hall</h1><div class=byline>By <a rel=author href=a>Ada Tern</a> and <a rel=author href=b>Bo "
                "Dunlin</a></div>")
            .byline == "Ada Tern and Bo Dunlin");
  CHECK(article("<meta name=author content=q_tern>").byline == "q_tern");
  CHECK(article("<meta name=author content=admin>").byline == "");
}

TEST_CASE("names of houses for the author and the day are read by what they end in and speak of") {
  CHECK(article("<meta name='cXenseParse:author' content='Ada Tern'>").byline == "Ada Tern");
  CHECK(article("<meta name='w-published-date' content='2025-05-27T06:03:43Z'>").date == "2025-05-27");
  CHECK(article("<meta name='publish-time' content='2023-02-01 10:00'>").date == "2023-02-01");
  CHECK(article("<meta name='coauthor' content='Ada Tern'>").byline == "");
  CHECK(article("<meta name='publisher-update' content='2025-05-27'>").date == "");
}

TEST_CASE("a cue of two letters before a name in an element of its own") {
  const std::string h1 = "<h1>The hall of the foundry</h1>";
  for (const std::string by : {"<p>By <a href=/a>Ada Tern</a></p>", "<p>by <!-- --><b>Ada Tern</b></p>",
                               "<div><div>By</div><div>Ada Tern</div></div>", "<ul><li>Von <a>Ada Tern</a></li></ul>"})
    CHECK_MESSAGE(article(h1 + by).byline == "Ada Tern", by);
  CHECK(article(h1 + "<p>Written by <b>Ada Tern</b>, <b>Ole Birk</b></p>").byline == "Ada Tern, Ole Birk");
}

TEST_CASE("what holds the headline is not beside it, whatever its name says") {
  const std::string inside = "<h1>The hall of the foundry</h1><span class=author-name>Ada Tern</span></div>";
  CHECK(article("<body class='no-sidebar mega-menu related-on'><div>" + inside).byline == "Ada Tern");
  CHECK(article("<div class=content-sidebar-wrap>" + inside).byline == "Ada Tern");
  CHECK(
      article("<h1>The hall of the foundry</h1><div class=related-posts><span class=author-name>Ada Tern</span></div>")
          .byline == "");
}

TEST_CASE("a handle gives way to the name that people see, an office is no name") {
  const std::string meta = "<meta name=author content=KatieS>", h1 = "<h1>The hall of the foundry</h1>";
  CHECK(article(meta + h1 + "<p>by <a>Ada Tern</a></p>").byline == "Ada Tern");
  CHECK(article(meta + h1 + "<p>All about it</p>").byline == "KatieS");
  CHECK(article("<meta name=author content='ada tern'>").byline == "ada tern");
  for (const std::string office : {"The Author", "NOC Admin", "admin"})
    CHECK_MESSAGE(article("<meta name=author content='" + office + "'>").byline == "", office);
}

TEST_CASE("of a name with its office only the name") {
  CHECK(article("<h1>The hall</h1><div class=article__author><span class=article__author__name>Ada Tern</span>"
                "<span class=article__author__position>Founder of the hall</span></div>")
            .byline == "Ada Tern");
}

TEST_CASE("a section behind a bar and the site's name go, though all of the head repeats them") {
  const auto page = [](const std::string& title, const std::string& more) {
    return article("<title>" + title + "</title><meta property=og:title content='" + title +
                   "'><meta name=twitter:title content='" + title + "'>" + more)
        .title;
  };
  CHECK(page("The hall of the foundry opens | District", "") == "The hall of the foundry opens");
  CHECK(page("The hall opens, no visitors - River News", "<meta property=og:site_name content='River News'>") ==
        "The hall opens, no visitors");
  CHECK(page("The hall of the foundry opens | District", "<h1>The hall of the foundry opens | District</h1>") ==
        "The hall of the foundry opens | District");
}
