// Forms in which pages write the facts about themselves: each a brother of one that was reported.
#include <doctest/doctest.h>

#include "article_of.hpp"
#include "page.hpp"

using namespace docmill::cleaner;

namespace {

std::string meta(const std::string& name, const std::string& content) {
  return "<meta name='" + name + "' content='" + content + "'>";
}
std::string ld(const std::string& json) { return "<script type=\"application/ld+json\">" + json + "</script>"; }

}  // namespace

TEST_CASE("the name of the site goes at marks that part nothing else") {
  const std::string site = "<meta property=og:site_name content='The Courier'>";
  for (const char* title : {"The hall was saved \u00ab The Courier", "The hall was saved / The Courier",
                            "The hall was saved ~ The Courier", "The hall was saved \u2039 The Courier"})
    CHECK_MESSAGE(article("<title>" + std::string(title) + "</title>" + site).title == "The hall was saved",
                  std::string(title));
  CHECK(article("<title>Owls: what they are</title>" + site).title == "Owls: what they are");
  CHECK(article("<title>The Courier, a history of the paper</title>" + site).title ==
        "The Courier, a history of the paper");
}

TEST_CASE("at a comma or a colon the name of the site goes where another source has the rest alone") {
  const std::string site = "<meta property=og:site_name content='The Courier'>";
  const std::string alone = "<meta property=og:title content='The hall was saved'>";
  for (const char* title : {"The Courier: The hall was saved", "The hall was saved, The Courier",
                            "The hall was saved: The Courier", "The Courier : The hall was saved"}) {
    const std::string page = "<title>" + std::string(title) + "</title>" + site;
    CHECK_MESSAGE(article(page + alone).title == "The hall was saved", std::string(title));
    CHECK_MESSAGE(article(page + "<h2>The hall was saved</h2>").title == "The hall was saved", std::string(title));
    CHECK_MESSAGE(article(page).title == title, std::string(title));
    CHECK_MESSAGE(
        article("<title>The hall was saved</title>" + site + "<meta property=og:title content='" + title + "'>")
                .title == "The hall was saved",
        std::string(title));
  }
  const std::string courts = "<title>Trump sues ABC, NBC, CNN</title><meta property=og:site_name content=CNN>";
  CHECK(article(courts).title == "Trump sues ABC, NBC, CNN");
  CHECK(article(courts + "<h2>Trump sues ABC, NBC</h2>").title == "Trump sues ABC, NBC, CNN");
  CHECK(article("<title>Twitter: what went wrong</title><meta property=og:site_name content=Twitter>").title ==
        "Twitter: what went wrong");
}

TEST_CASE("guillemets around a word are no mark between title and site") {
  CHECK(article("<title>Le maire dit \u00ab oui \u00bb \u00e0 la halle</title>").title ==
        "Le maire dit \u00ab oui \u00bb \u00e0 la halle");
  CHECK(article("<title>The hall was saved \u00bb Courier</title>").title == "The hall was saved");
}

TEST_CASE("an element that says that it is the headline is one") {
  const std::string title = "<title>Courier</title>", hall = "<div itemprop=headline>The hall was saved</div>";
  CHECK(article(title + hall).title == "The hall was saved");
  CHECK(article(title + hall + hall).title == "The hall was saved");
  CHECK(article(title + "<meta itemprop=headline content='The hall was saved'>").title == "The hall was saved");
  // Those of cards, and what stands beside.
  for (const char* other : {"<div itemprop=headline>Owls of the mill</div>", "<h3 itemprop=headline>Owls</h3>",
                            "<meta itemprop=headline content='Owls of the mill'>"}) {
    CHECK_MESSAGE(article(title + hall + other).title == "Courier", std::string(other));
    CHECK_MESSAGE(article(title + other + hall).title == "Courier", std::string(other));
  }
  for (const char* around : {"aside", "nav", "footer", "div class=related-posts"})
    CHECK_MESSAGE(
        article(title + "<" + around + ">" + hall + "</" + std::string(around).substr(0, 3) + ">").title == "Courier",
        std::string(around));
}

TEST_CASE("references of references in values are read, names of marks only") {
  CHECK(article("<title>Bread &amp;amp; butter&amp;#8217;s \\ &amp;ldquo;x&amp;rdquo;</title>").title ==
        "Bread & butter\u2019s \\ \u201cx\u201d");
  CHECK(article("<title>What &amp;nbsp; does in a page</title>").title == "What &nbsp; does in a page");
}

TEST_CASE("authors of papers, in their own order and way round") {
  CHECK(article(meta("citation_author", "Tern, Ada") + meta("citation_author", "Bo Dunlin") + "<body>").byline ==
        "Ada Tern, Bo Dunlin");
  CHECK(article(meta("citation_author", "Tern, Ada") + "<body>").byline == "Tern, Ada");
  CHECK(article(meta("author", "Ada Tern; Bo Dunlin;") + "<body>").byline == "Ada Tern, Bo Dunlin");
  CHECK(article(meta("author", "ada@example.org (Ada Tern)") + "<body>").byline == "Ada Tern");
}

TEST_CASE("of many authors those are named that a byline has room for") {
  // n names of ten bytes with two between them; sixteen take 190 bytes.
  const auto repeated = [](const std::string& one, const std::string& between, int n) {
    std::string all = one;
    for (int i = 1; i < n; ++i) all += between + one;
    return all;
  };
  const std::string sixteen = repeated("Ada Dunlin", ", ", 16);
  for (const int n : {16, 17, 60}) {
    CHECK_MESSAGE(article(repeated(meta("citation_author", "Dunlin, Ada"), "", n) + "<body>").byline == sixteen, n);
    CHECK_MESSAGE(article(meta("author", repeated("Ada Dunlin", "; ", n)) + "<body>").byline == sixteen, n);
    CHECK_MESSAGE(
        article(ld("{\"@type\":\"Article\",\"author\":\"" + repeated("Ada Dunlin", ", ", n) + "\"}")).byline == sixteen,
        n);
  }
  const std::string ten = repeated("Ada Dunlin", ", ", 10);
  CHECK(article(repeated(meta("citation_author", "Dunlin, Ada"), "", 10) +
                meta("citation_author", "Ada " + repeated("Dunlin", "-", 14)) + "<body>")
            .byline == ten);
  CHECK(article(repeated(meta("citation_author", "Dunlin, Ada"), "", 10) +
                meta("citation_author", "https://example.org/") + meta("citation_author", "Bo Tern") + "<body>")
            .byline == ten + ", Bo Tern");
  CHECK(article(meta("author", ten + ", " + repeated("what they say of owls", ", ", 5)) + "<body>").byline == "");
}

TEST_CASE("capitals before a name are the word of a byline in the languages that have it") {
  const auto byline = [](const std::string& language, const std::string& text) {
    return article("<html" + language + "><h1>The hall was saved</h1><p class=byline>" + text + "</p>").byline;
  };
  for (const char* house : {"AV Club", "AF Media"}) {
    CHECK_MESSAGE(byline("", house) == house, std::string(house));
    CHECK_MESSAGE(byline(" lang=en", house) == house, std::string(house));
    CHECK_MESSAGE(article("<h1>The hall was saved</h1><p>" + std::string(house) + "</p>").byline == "",
                  std::string(house));
  }
  CHECK(byline(" lang=en", "AV Club Staff") == "AV Club Staff");
  for (const char* language : {"", " lang=sv", " lang=nb-NO", " lang=da"})
    for (const char* text : {"AV Ada Tern", "Av Ada Tern", "av Ada Tern"})
      CHECK_MESSAGE(byline(language, text) == "Ada Tern", std::string(language), " ", std::string(text));
  CHECK(byline(" lang=sv", "AV ADA TERN") == "ADA TERN");
  CHECK(byline(" lang=en", "BY Ada Tern") == "Ada Tern");
}

TEST_CASE("marks between authors with no author before or behind them") {
  for (const char* names : {"; Ada Tern", ";;Ada Tern;", " ; Ada Tern ; ; "})
    CHECK_MESSAGE(article(meta("author", names) + "<body>").byline == "Ada Tern", std::string(names));
  CHECK(article(meta("author", ";;Ada;") + "<body>").byline == "Ada");
  CHECK(article(meta("author", "; Ada Tern ;; Bo Dunlin;") + "<body>").byline == "Ada Tern, Bo Dunlin");
  for (const char* none : {";", ";;", " ; ; "})
    CHECK_MESSAGE(article(meta("author", none) + "<body>").byline == "", std::string(none));
}

TEST_CASE("values of great length") {
  const std::string ampersands(1 << 20, '&');
  CHECK(article(meta("description", ampersands)).description == std::string(2000, '&'));
  CHECK(article(meta("description", ampersands + ";")).description == std::string(2000, '&'));
  CHECK(article(meta("description", "&amp;&amp;amp; owls" + ampersands)).description.substr(0, 8) == "&& owls&");
}

TEST_CASE("who publishes gives way to who signs") {
  const std::string head = "<meta property=og:site_name content='The Courier'>" + meta("author", "The Courier");
  CHECK(clean_page(head + "<body><h1>The hall</h1><p class=byline>By Ada Tern</p>" + as_paragraphs(page_text))
            .article.byline == "Ada Tern");
  CHECK(clean_page(head + "<body><h1>The hall</h1>" + as_paragraphs(page_text)).article.byline == "The Courier");
  CHECK(clean_page("<meta property=og:site_name content='Ada Tern'>" + meta("author", "ada tern") +
                   "<body><h1>The hall</h1>" + as_paragraphs(page_text))
            .article.byline == "ada tern");
}

TEST_CASE("a byline without the day, the site and what leads to them") {
  const std::string title = "<title>The hall was saved | The Courier</title><h1>The hall was saved</h1>";
  for (const char* line :
       {"By Ada Tern for The Courier", "By Ada Tern, The Courier", "Posted by Ada Tern on March 9, 2024",
        "March 9, 2024 by Ada Tern | 3 Comments", "9 March 2024 | By Ada Tern"})
    CHECK_MESSAGE(article(title + "<p>" + line + "</p>").byline == "Ada Tern", std::string(line));
  CHECK(clean_page(title + "<p>Ada Tern, The Courier, 9 March 2024</p>" + as_paragraphs(page_text)).article.byline ==
        "Ada Tern");
  CHECK(article(title + "<p class=byline>Av Ada Tern</p>").byline == "Ada Tern");
  CHECK(article(title + "<p class=author>\uae40\ubbfc\uc218 \uae30\uc790</p>").byline == "\uae40\ubbfc\uc218");
  CHECK(article(title + "<p>March 9, 2024 at the market</p>").byline == "");
}

TEST_CASE("days in meta elements by the words of their names") {
  for (const char* name : {"dcterms.created", "DC.date.issued", "og:pubdate", "citation_online_date", "date_created",
                           "article:post_date_published", "rbpubdate"})
    CHECK_MESSAGE(article(meta(name, "2024-03-09")).date == "2024-03-09", std::string(name));
  for (const char* name : {"dcterms.modified", "updated_date", "publisher", "expires", "revised-published-date"})
    CHECK_MESSAGE(article(meta(name, "2024-03-09")).date == "", std::string(name));
  CHECK(article(meta("article:published_time", "1709971200")).date == "2024-03-09");
  CHECK(article(meta("article:published_time", "1970-01-01T00:00:00Z") + "<time datetime=2024-03-09>x</time>").date ==
        "2024-03-09");
}

TEST_CASE("JSON-LD writes values in lists and objects, and calls its type in any way") {
  CHECK(article(ld("{\"@type\":\"Article\",\"datePublished\":[\"2024-03-09\"]}")).date == "2024-03-09");
  CHECK(article(ld("{\"@type\":\"Article\",\"datePublished\":{\"@type\":\"Date\",\"@value\":\"2024-03-09\"}}")).date ==
        "2024-03-09");
  CHECK(article(ld("{\"@type\":\"Article\",\"author\":{\"name\":[\"Ada Tern\",\"Bo Dunlin\"]}}")).byline ==
        "Ada Tern, Bo Dunlin");
  CHECK(article("<script type='application/LD+JSON; charset=utf-8'>{\"@type\":\"Article\",\"author\":\"Ada "
                "Tern\"}</script>")
            .byline == "Ada Tern");
  const std::string recipe = "{\"@type\":\"Recipe\",\"author\":\"Ada Tern\",\"datePublished\":\"2024-03-09\"}";
  CHECK(article(ld(recipe)).byline == "Ada Tern");
  CHECK(article(ld("[" + recipe + ",{\"@type\":\"Article\",\"author\":\"Bo Dunlin\"}]")).byline == "Bo Dunlin");
}

TEST_CASE("how long ago it was, and the day in an attribute") {
  const std::string h = "<h1>The hall was saved</h1>";
  CHECK(article(h + "<span class=post-date data-date='2024-03-09T08:00'>3 days ago</span>").date == "2024-03-09");
  CHECK(article(h + "<span class=date title='March 9, 2024'>3 days ago</span>").date == "2024-03-09");
  for (const char* change : {"data-updated", "data-modified-date", "data-date-revised", "data-last-update-time"}) {
    const std::string attribute = std::string(change) + "=2025-01-01";
    for (const std::string& both : {attribute + " data-date=2024-03-09", "data-date=2024-03-09 " + attribute})
      CHECK_MESSAGE(article(h + "<span class=date " + both + ">3 days ago</span>").date == "2024-03-09", both);
    CHECK_MESSAGE(article(h + "<span class=date " + attribute + ">3 days ago</span>").date == "", attribute);
  }
  CHECK(article(h + "<span class=date data-timezone=UTC data-time=2024-03-09 data-due-date=2026-01-01>x</span>").date ==
        "2024-03-09");
  CHECK(article(h + "<span class=date data-date=2025-01-01>Updated 3 days ago</span>"
                    "<span class=date data-date=2024-03-09>3 months ago</span>")
            .date == "2024-03-09");
  CHECK(article(h + "<relative-time datetime='2024-03-09T08:00Z'>last year</relative-time>").date == "2024-03-09");
}

TEST_CASE("a day with a year of two digits is read the way round that the page's language writes it") {
  const auto day = [](const std::string& language, const std::string& text) {
    return article("<html" + language + "><h1>The hall was saved</h1><p class=date>" + text + "</p>").date;
  };
  for (const char* language : {" lang=de", " lang=pl-PL", " lang=fi"})
    CHECK_MESSAGE(day(language, "24.03.09") == "2009-03-24", std::string(language));
  for (const char* language : {" lang=ko", " lang=ja", " lang=zh-CN", " lang=hu", " lang=lt"})
    CHECK_MESSAGE(day(language, "24.03.09.") == "2024-03-09", std::string(language));
  for (const char* language : {"", " lang=en", " lang=en-US"})
    CHECK_MESSAGE(day(language, "24.03.09") == "", std::string(language));
  CHECK(day(" lang=de", "09.03.24 (9. M\u00e4rz 2025)") == "2025-03-09");
}

TEST_CASE("a day with a year of two digits may stand behind a word and between slashes, but in English") {
  const auto day = [](const std::string& language, const std::string& text) {
    return article("<html lang=" + language + "><h1>The hall was saved</h1><p class=date>" + text + "</p>").date;
  };
  CHECK(day("fr", "le 09/03/24 \u00e0 10:11") == "2024-03-09");
  CHECK(day("ja", "24/03/09") == "2024-03-09");
  for (const char* either : {"en", "es-US", "fil", "sv"}) CHECK(day(either, "09/03/24") == "");
  CHECK(day("es", "09/03/24") == "2024-03-09");
  CHECK(day("fa", "\u06f1\u06f4\u06f0\u06f2/\u06f1\u06f2/\u06f1\u06f9") == "2024-03-09");
}

TEST_CASE("RDFa says the headline, the author and the day in terms of schema.org") {
  for (const char* prefix : {"", "schema:"}) {
    const std::string p = std::string("property='") + prefix;
    const Article a =
        article("<title>The Courier</title><div vocab='http://schema.org/' typeof=Article><h2 " + p +
                "headline'>The hall was saved</h2><span " + p + "author' typeof=Person><span " + p +
                "name'>Ada Tern</span></span> <span " + p + "datePublished' content=2024-03-09>Saturday</span></div>");
    CHECK(a.title == "The hall was saved");
    CHECK(a.byline == "Ada Tern");
    CHECK(a.date == "2024-03-09");
  }
}

TEST_CASE("a class named for a foot right behind the headline holds what that has of day and name") {
  CHECK(
      article("<div class=header><h1>The hall was saved</h1></div><div class=footer><p><span class=news-author>By Ada "
              "Tern</span></p></div><p>The hall was saved by its neighbours.</p>")
          .byline == "Ada Tern");
  CHECK(
      article("<h1>The hall was saved</h1><p>It was saved.</p><p>By its neighbours.</p><p>In May.</p><div class=footer>"
              "<p><span class=news-author>By Ada Tern</span></p></div>")
          .byline == "");
}
