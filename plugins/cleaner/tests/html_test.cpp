// HTML pages of our own through the whole cleaner.
#include <doctest/doctest.h>

#include "cleaner.hpp"
#include "docmill/base/utf8.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

const std::string one =
    "The new foundry near the river has begun to make memory for the first time, its owners said after months of "
    "delay.";
const std::string two =
    "Nobody in the town expects the second hall to open before the winter, but the scaffolding is already standing "
    "there.";
const std::string three =
    "The council has promised a wall against the noise, and the owners have promised to pay for half of it.";
const std::string body = one + "\n\n" + two + "\n\n" + three;
const std::string paragraphs = "<p>" + one + "</p>\n<p>" + two + "</p>\n<p>" + three + "</p>\n";

struct Result {
  std::string text, labels;
  Article article;
  std::string note;
};

Result clean(const std::string& source, const Options& options = {}) {
  Cleaner cleaner;
  cleaner.clean(source, "text/html", test_cues(), test_model(), options);
  CHECK(problem_with(source, cleaner.edits) == "");
  Result r;
  apply(source, cleaner.edits, r.text);
  uint32_t before = 0;
  for (const Removed& x : cleaner.removed) {
    CHECK(x.start >= before);
    CHECK(x.end >= x.start);
    CHECK(x.end <= source.size());
    before = x.start;
    if (r.labels.find(x.why.label) == std::string::npos)
      r.labels += (r.labels.empty() ? "" : " ") + std::string(x.why.label);
  }
  r.article = cleaner.article;
  r.note = cleaner.note;
  return r;
}

Result with(const std::string& noise) {
  return clean("<html><body><div>" + paragraphs + noise + "</div></body></html>");
}

}  // namespace

TEST_CASE("the paragraphs of a page become its text") {
  CHECK(clean("<html><body>" + paragraphs + "</body></html>").text == body);
}

TEST_CASE("an empty page gives empty text") {
  CHECK(clean("").text == "");
  CHECK(clean("<html></html>").text == "");
  CHECK(clean("<p> &nbsp; </p>").text == "");
}

TEST_CASE("a short page without paragraphs keeps what it has") {
  CHECK(clean("<body>Hello <b>you</b></body>").text == "Hello you");
}

TEST_CASE("character references map to their own bytes") {
  const std::string source =
      "<p>Chips &amp; memory: the caf&eacute; of the na&#239;ve foundry&rsquo;s owners is full of people every "
      "day.</p>";
  Cleaner cleaner;
  cleaner.clean(source, "text/html", test_cues(), test_model(), {});
  std::string text;
  apply(source, cleaner.edits, text);
  CHECK(text == "Chips & memory: the caf\u00e9 of the na\u00efve foundry\u2019s owners is full of people every day.");
  for (const Edit& e : cleaner.edits.edits()) {
    if (cleaner.edits.replacement(e) == "\u00e9") CHECK(source.substr(e.start, e.end - e.start) == "&eacute;");
    if (cleaner.edits.replacement(e) == "\u2019") CHECK(source.substr(e.start, e.end - e.start) == "&rsquo;");
  }
}

TEST_CASE("a combining accent written as a reference joins its letter") {
  const Result r = clean("<p>" + one + " cafe&#769;.</p>");
  CHECK(r.text == one + " caf\u00e9.");
}

TEST_CASE("navigation, asides and footers go with their labels") {
  const Result r =
      clean("<body><nav><a href=a>Home</a> <a href=b>News</a></nav><div>" + paragraphs +
            "</div><aside><p>Another story that has nothing to do with the first one, but is long enough.</p></aside>"
            "<footer><p>Printed in the town by the river since the year of the flood.</p></footer></body>");
  CHECK(r.text == body);
  CHECK(r.labels == "navigation related");
}

TEST_CASE("blocks named for something else go") {
  CHECK(with("<div class='share-buttons'><span>Send it to all your friends</span></div>").labels == "share");
  CHECK(with("<div id='comments'><p>I have never seen such a foundry in my life, said the reader.</p></div>").labels ==
        "comments");
  CHECK(with("<div class='newsletterSignup'><p>Get our letter every day.</p></div>").labels == "newsletter");
  CHECK(with("<div class='ad-slot ad'>Buy one chip, get two</div>").labels == "advert");
  CHECK(with("<div class='author-bio bio'><p>Jane Doe writes about rivers.</p></div>").labels == "author");
  CHECK(with("<div class='cookie-consent'>We like cookies</div>").labels == "cookies");
  CHECK(with("<ul class='tags'><li>chips<li>memory</ul>").labels == "tags");
  CHECK(with("<div style='display: none'>Nobody sees this line of text</div>").labels == "hidden");
  CHECK(with("<span class='sr-only'>for screen readers only</span>").labels == "hidden");
  CHECK(with("<form><div class='login'>Name and password please</div></form>").labels == "account");
}

TEST_CASE("a class name of a wrapper is no reason to lose the article") {
  CHECK(
      clean("<body class='has-sidebar comments-open'><div class='content-with-sidebar'>" + paragraphs + "</div></body>")
          .text == body);
  CHECK(clean("<body><div class='sidebar'>" + paragraphs + "</div></body>").text == body);
}

TEST_CASE("a list of links goes, links within sentences stay") {
  const Result r =
      with("<ul><li><a href=a>Memory prices fall</a></li><li><a href=b>A museum buys old machines</a></li></ul>");
  CHECK(r.text == body);
  CHECK(r.labels == "related");
  const Result s =
      clean("<div>" + paragraphs +
            "<p>The owners have told <a href=x>the paper</a> all of this before the opening of the hall.</p></div>");
  CHECK(s.text.find("told the paper all") != std::string::npos);
}

TEST_CASE("captions go, and stay with keep-captions") {
  const std::string source =
      "<div>" + paragraphs + "<figure><img src=x><figcaption>The hall from above</figcaption></figure></div>";
  const Result r = clean(source);
  CHECK(r.text == body);
  CHECK(r.labels == "caption");
  Options options;
  options.keep_captions = true;
  CHECK(clean(source, options).text == body + "\n\nThe hall from above");
}

TEST_CASE("headings and lists of the article stay, items on lines of their own") {
  const Result r = clean("<div><p>" + one + "</p><h2>What comes next</h2><ul><li>a wall</li><li>a hall</li></ul><p>" +
                         two + "</p></div>");
  CHECK(r.text == one + "\n\nWhat comes next\n\na wall\na hall\n\n" + two);
}

TEST_CASE("line breaks are line ends, two of them a paragraph") {
  CHECK(clean("<div>" + one + "<br>" + two + "<br><br>" + three + "</div>").text == one + "\n" + two + "\n\n" + three);
}

TEST_CASE("cells of a row stand on one line") {
  const Result r =
      clean("<div>" + paragraphs +
            "<table><tr><td>first hall</td><td>2024</td></tr><tr><td>second hall</td><td>2026</td></tr></table></div>");
  CHECK(r.text == body + "\n\nfirst hall 2024\nsecond hall 2026");
}

TEST_CASE("code keeps its lines") {
  const Result r = clean("<div>" + paragraphs + "<pre>if a:\n    b()</pre></div>");
  CHECK(r.text == body + "\n\nif a:\n    b()");
}

TEST_CASE("the title comes from the page and its heading leaves the text") {
  const Result r = clean(
      "<head><title>River foundry makes first chips | ChipWatch</title>"
      "<meta property='og:site_name' content='ChipWatch'></head><body><div><h1>River foundry makes first chips</h1>" +
      paragraphs + "</div></body>");
  CHECK(r.article.title == "River foundry makes first chips");
  CHECK(r.article.site == "ChipWatch");
  CHECK(r.text == body);
  CHECK(r.labels == "title");
}

TEST_CASE("keep-title leaves the heading") {
  Options options;
  options.keep_title = true;
  const Result r = clean("<title>River foundry makes first chips</title><div><h1>River foundry makes first chips</h1>" +
                             paragraphs + "</div>",
                         options);
  CHECK(r.text == "River foundry makes first chips\n\n" + body);
}

TEST_CASE("facts from meta elements") {
  const Result r = clean(
      "<meta name=author content='Jane Doe'><meta property='article:published_time' content='2024-08-01T10:00:00Z'>"
      "<link rel=canonical href='https://example.org/foundry'><meta property='og:title' content='First chips &amp; "
      "memory'>" +
      paragraphs);
  CHECK(r.article.byline == "Jane Doe");
  CHECK(r.article.date == "2024-08-01");
  CHECK(r.article.url == "https://example.org/foundry");
  CHECK(r.article.title == "First chips & memory");
}

TEST_CASE("facts from JSON-LD come first") {
  const Result r = clean(
      "<script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],\"headline\":\"First chips from "
      "the river\","
      "\"author\":[{\"name\":\"Jane Doe\"},{\"name\":\"Wang Xiaoming\"}],\"datePublished\":\"2024-08-01\","
      "\"publisher\":{\"name\":\"ChipWatch\"}}]}</script><meta name=author content='Somebody Else'>" +
      paragraphs);
  CHECK(r.article.title == "First chips from the river");
  CHECK(r.article.byline == "Jane Doe, Wang Xiaoming");
  CHECK(r.article.date == "2024-08-01");
  CHECK(r.article.site == "ChipWatch");
}

TEST_CASE("broken, deep and foreign JSON-LD is passed over") {
  for (const std::string& json : {std::string("{"), std::string(100000, '['), std::string("{\"@type\":5}"),
                                  std::string("{\"@type\":\"Article\",\"author\":[[{}]],\"headline\":{}}")})
    CHECK(clean("<script type='application/ld+json'>" + json + "</script>" + paragraphs).text == body);
}

TEST_CASE("dates from time elements") {
  CHECK(clean("<time datetime='2024-08-01T09:00'>today</time>" + paragraphs).article.date == "2024-08-01");
}

TEST_CASE("the rules for plain text work on the blocks of a page") {
  const Result r = with("<p>Photo: Jane Doe</p><p>Read more: Memory prices fall again</p><p>Post a comment</p>");
  CHECK(r.text == body);
  CHECK(r.labels == "credit related comments");
}

TEST_CASE("cut = nothing keeps them") {
  Options options;
  options.cut = Cut::nothing;
  CHECK(clean("<div>" + paragraphs + "<p>Photo: Jane Doe</p></div>", options).text == body + "\n\nPhoto: Jane Doe");
}

TEST_CASE("text in noscript is read where a page has no other") {
  CHECK(clean("<body><div id=app></div><noscript><div>" + paragraphs + "</div></noscript></body>").text == body);
}

TEST_CASE("limits are noted, and the text stays") {
  Options options;
  options.html.depth = 16;
  std::string source;
  for (int i = 0; i < 1000; ++i) source += "<div>";
  const Result r = clean(source + paragraphs, options);
  CHECK(r.note.find("max-depth") != std::string::npos);
  for (const std::string& p : {one, two, three}) CHECK(r.text.find(p) != std::string::npos);
  options = {};
  options.html.nodes = 10;
  CHECK(clean(paragraphs + paragraphs + paragraphs + paragraphs, options).note.find("max-nodes") != std::string::npos);
}

TEST_CASE("hostile pages come to an end") {
  std::string deep, wide, links, spans;
  for (int i = 0; i < 100000; ++i) {
    deep += "<div><p>";
    wide += "<p>word word</p>";
    links += "<a href=x>y</a> ";
    spans += "<span class=caption>x</span>";
  }
  for (const std::string& source : {deep, wide, links, spans, "<p class='" + std::string(3000000, 'x') + "'>" + one,
                                    std::string(1000000, '&'), std::string("<p>") + std::string(5, '\0') + one})
    clean(source);
}

TEST_CASE("every removed stretch of a page stands on code point borders") {
  const std::string source =
      "<div>" + paragraphs + "<figcaption>\u00dcber \u65e5\u672c</figcaption><p>Foto: \u00c4nne M\u00fcller</p></div>";
  Cleaner cleaner;
  cleaner.clean(source, "text/html", test_cues(), test_model(), {});
  REQUIRE(!cleaner.removed.empty());
  for (const Removed& r : cleaner.removed) {
    CHECK(docmill::utf8::is_border(source, r.start));
    CHECK(docmill::utf8::is_border(source, r.end));
  }
}

TEST_CASE("what stands at the end about the author goes, but not where the author is the subject") {
  const std::string head = "<html><head><meta name=author content='Jane Doe, Max van Muster'></head><body><article>";
  const std::string note =
      "<p>Jane Doe has written about foundries for this paper since 2010.</p><p>She lives near the river.</p>";
  const Result r = clean(head + paragraphs + note + "</article></body></html>");
  CHECK(r.text == body);
  CHECK(r.labels == "author");
  const std::string about = "<p>Nobody knew then what Jane Doe would make of that hall in the years that followed.</p>";
  CHECK(clean(head + about + paragraphs + note + "</article></body></html>").text.find("since 2010") !=
        std::string::npos);
  CHECK(clean("<html><body><article>" + paragraphs + note + "</article></body></html>").text.find("since 2010") !=
        std::string::npos);
}
