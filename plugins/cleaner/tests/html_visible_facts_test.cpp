// Date, author and title of a page as people see them.
#include <doctest/doctest.h>

#include "article_of.hpp"
#include "words/dates.hpp"

using namespace docmill::cleaner;

namespace {

std::string byline(const std::string& beside, const std::string& head = "") {
  return article("<title>The hall - The Courier</title>" + head + "<h1>The hall</h1>" + beside + "<p>It stands.</p>")
      .byline;
}
std::string date(const std::string& beside, const std::string& head = "") {
  return article("<html lang=en><title>The hall</title>" + head + "<h1>The hall</h1>" + beside + "<p>It stands.</p>")
      .date;
}
std::string ld(const std::string& json) { return "<script type=\"application/ld+json\">" + json + "</script>"; }

}  // namespace

TEST_CASE("a byline in pieces gives its names without offices, sections and dates") {
  const std::string ada = "<a href=/authors/ada-tern>Ada Tern</a>";
  CHECK(byline("<div class=byline><span>By <b>Ada Tern</b></span> <span>Chief reporter</span></div>") == "Ada Tern");
  CHECK(byline("<div class=byline>By <a rel=author href=/member/atern>atern</a> in <a href=/w>Workshop</a></div>") ==
        "atern");
  CHECK(byline("<div>By " + ada + " &sdot; Senior analyst &sdot; <i>Updated March 5, 2025</i></div>") == "Ada Tern");
  CHECK(byline("<div class=info>Written by <span>Dr Ada Tern</span>, <span>Bo Dunlin</span></div>"
               "<div>Reviewed by <a href=/editors/cy>Cy Knot</a></div>") == "Dr Ada Tern, Bo Dunlin");
  CHECK(byline("<div class=article-byline><i>Written by</i> " + ada + ", 4 years of coast and sea<br>" +
               "<a href=/authors/bo-dunlin>Bo Dunlin</a>, senior editor <p>Updated March 13, 2024</p></div>") ==
        "Ada Tern, Bo Dunlin");
  CHECK(byline("<p class=byline>By Ada Tern, The Courier</p>") == "Ada Tern");
  // Two words beside a day are as often a section or a place; an element that says author is asked.
  for (const char* words : {"Climate Change", "World News", "New York", "Ada Tern"})
    CHECK(byline("<div><b>" + std::string(words) + "</b><time>October 3, 2023</time></div>") == "");
  CHECK(byline("<div><span class=author>Ada Tern</span><b>October 3, 2023</b></div>") == "Ada Tern");
  CHECK(byline("<div><b>Ada Tern</b><b>12 comments</b></div>") == "");
  CHECK(byline("<p class=author>Text: Ada Tern, Fotos: Bo Dunlin</p>") == "Ada Tern");
}

TEST_CASE("a link to the page of a person of that name is a byline") {
  CHECK(byline("<p>by <a href=https://x.example/author/amanda/>Amanda</a> · 3 comments</p>") == "Amanda");
  CHECK(byline("<a href=/blog/author/ada-tern/><img alt='Ada Tern'><div>Ada Tern</div></a>") == "Ada Tern");
  CHECK(byline("<div><a href=/author/ada>Ada Tern</a><i>, </i><a href=/author/bo>Bo Dunlin</a></div>") ==
        "Ada Tern, Bo Dunlin");
  CHECK(byline("<a href=/people/ada-tern>Ada Tern</a>") == "Ada Tern");
  CHECK(byline("<div>" + std::string("<a href=/author/ada-tern>Ada Tern</a>") +
               "<a href=/author/ada-tern>Full Bio</a></div>") == "Ada Tern");
  CHECK(byline("<div><a href=/author/ada-tern>Ada Tern</a><a href=/author/0>Full Bio</a></div>") == "Ada Tern");
  // A section, or somebody else.
  CHECK(byline("<a href=/category/home-decor>Home Decor</a>") == "");
  CHECK(byline("<a href=/people/fashion>Ada Tern</a>") == "");
  CHECK(byline("<div id=comments><p>by <a href=/author/cy>Cy Knot</a></p></div>") == "");
}

TEST_CASE("cards of authors name them, structured data name the first of several") {
  CHECK(byline("<div class=author-info><div class=name>Ada Tern</div><div class=post>Writer</div></div>") ==
        "Ada Tern");
  CHECK(byline("<a href=/author/atern><h4 class=author-box__name>a tern</h4></a>") == "a tern");
  const std::string first = ld("{\"@type\":\"Article\",\"headline\":\"The hall\",\"author\":{\"name\":\"Ada Tern\"}}");
  CHECK(byline("<p>By <a href=/author/ada>Ada Tern</a>, <a href=/author/bo>Bo Dunlin</a></p>", first) ==
        "Ada Tern, Bo Dunlin");
  CHECK(byline("<p>By <a href=/author/ada>Ada Tern</a>, reporter</p>", first) == "Ada Tern");
}

TEST_CASE("published comes before updated, in one line and in elements") {
  CHECK(date("<p>Last updated October 7, 2023 · First published October 3, 2023</p>") == "2023-10-03");
  CHECK(date("<p>Published 3 October 2023, updated 7 October 2023</p>") == "2023-10-03");
  CHECK(date("<time datetime=2023-10-07 class=modified>7 Oct</time><time datetime=2023-10-03 pubdate>3 Oct</time>") ==
        "2023-10-03");
  CHECK(date("<p>Updated <time datetime=2023-10-07>7 Oct</time></p><p>Posted <time datetime=2023-10-03>3 "
             "Oct</time></p>") == "2023-10-03");
  CHECK(date("<div class=event-date><time datetime=2023-11-20>20 November</time></div>"
             "<p class=posted><time datetime=2023-10-03>3 October</time></p>") == "2023-10-03");
  CHECK(says_changed("zuletzt aktualisiert am "));
  CHECK(!says_changed("published on "));
}

TEST_CASE("a day in parts, without marks, or in the address") {
  CHECK(date("<div class=date><b>03</b><b>Oct</b><b>2023</b></div>") == "2023-10-03");
  CHECK(date("<p>2023年10月03日09:41</p>") == "2023-10-03");
  CHECK(date("", "<meta name=pubdate content=20231003>") == "2023-10-03");
  for (const char* path : {"/2023/10/03/the-hall", "/2023/october/3/", "/news/2023-10-03-the-hall", "/a/20231003/b"})
    CHECK(date("", "<link rel=canonical href=https://x.example" + std::string(path) + ">") == "2023-10-03");
  for (const char* path :
       {"/2023/10/", "/2023/10/3d-printing", "/2023/10/03-best-phones/", "/2023/13/03/", "/p/20231303", "/2023"})
    CHECK(date("", "<link rel=canonical href=https://x.example" + std::string(path) + ">") == "");
  // What the page shows comes first.
  CHECK(date("<time>October 3, 2023</time>", "<link rel=canonical href=https://x.example/2023/10/01/hall>") ==
        "2023-10-03");
}

TEST_CASE("the dates of comments and of other articles are not the page's") {
  CHECK(date("<div id=comments><time datetime=2024-01-05>5 January</time></div>") == "");
  CHECK(article("<aside><article><h3>Fares rise</h3><time datetime=2024-02-01>1 Feb</time></article></aside>"
                "<main><article><h1>The hall</h1><p>It stands.</p></article></main>")
            .date == "");
  CHECK(article("<article><aside><time datetime=2021-06-06>June 6</time></aside><h2>The hall</h2></article>").date ==
        "2021-06-06");
  // The only label of its kind on the page.
  CHECK(date("<p>It stands.</p><p>Last updated: November 13, 2025</p>") == "2025-11-13");
}

TEST_CASE("JSON-LD: creators, false escapes, several values in one script") {
  const std::string members = "\"author\":{\"name\":\"Ada Tern\"},\"datePublished\":\"2023-10-03\"}";
  CHECK(byline("", ld("{\"@type\":\"Report\",\"name\":\"The hall\",\"creator\":{\"name\":[\"Ada Tern\"]}}")) ==
        "Ada Tern");
  CHECK(date("", ld("{\"@type\":\"Article\",\"headline\":\"The hall\",\"dateCreated\":\"2023-10-03\"}")) ==
        "2023-10-03");
  CHECK(byline("", ld("{\"@type\":\"WebSite\",\"name\":\"x\"}\n{\"@type\":\"Article\"," + members)) == "Ada Tern");
  CHECK(date("", ld("{\"@type\":\"Article\",\"headline\":\"The hall\\'s end\",\"image\":\"C:\\garden\"," + members)) ==
        "2023-10-03");
}

TEST_CASE("of the values of one JSON-LD script the first hundred are read") {
  const auto behind = [](int values) {
    std::string json;
    while (values-- > 0) json += "{\"@type\":\"WebSite\",\"name\":\"x\"}\n";
    return byline("", ld(json + "{\"@type\":\"Article\",\"author\":{\"name\":\"Ada Tern\"}}"));
  };
  CHECK(behind(99) == "Ada Tern");
  CHECK(behind(100) == "");
}

TEST_CASE("the headline in an element of the heading; sentences as a heading are none") {
  const std::string title = "<title>Why the palm stayed behind | The Courier</title>";
  CHECK(article(title + "<h1><span>Gardens</span> <span>Why the palm stayed behind</span></h1>").title ==
        "Why the palm stayed behind");
  CHECK(article(title + "<h1><time>Dec 18 2025</time> Why the palm stayed behind</h1>").title ==
        "Why the palm stayed behind");
  CHECK(article(title +
                "<meta property=og:title content='Why the palm stayed behind'><h1>Learn how a palm lives through "
                "a winter of frost and storm. Get tips of the best gardeners on stoves and blankets.</h1>")
            .title == "Why the palm stayed behind");
}

TEST_CASE("what the page's template adds to a declared title is the site") {
  CHECK(article("<title>The wall: a history – part two - The Courier</title><meta property=og:title content='The wall: "
                "a history – part two'>")
            .title == "The wall: a history – part two");
}

TEST_CASE("titles in Chinese and Japanese are parted without spaces") {
  CHECK(article("<title>町のパン屋が二十年ぶりに再開｜湖畔新聞</title>").title == "町のパン屋が二十年ぶりに再開");
  CHECK(article("<title>湖边面包房重新开门_社会频道_湖边网</title>").title == "湖边面包房重新开门");
}

TEST_CASE("titles in Korean have spaces: a hyphen between letters is part of a word") {
  const std::string title = "마을 빵집-이십년 만에 다시 문을 열다";
  CHECK(article("<title>" + title + "</title>").title == title);
}

TEST_CASE("the only author linked anywhere is the page's, several are those of other articles") {
  const auto linked = [](const std::string& links) {
    return article("<title>The hall</title><p>It stands.</p>" + links).byline;
  };
  const std::string ada = "<div><a href=/author/ada-tern>Ada Tern</a></div>",
                    bo = "<div><a href=/author/bo-dunlin>Bo Dunlin</a></div>";
  CHECK(linked(ada) == "Ada Tern");
  CHECK(linked(ada + "<p>The end.</p>" + ada) == "Ada Tern");
  CHECK(linked(ada + "<p>Rain stops the fair</p>" + bo) == "");
  CHECK(linked("<article><aside>" + ada + "</aside></article>") == "");
}

TEST_CASE("links to persons are looked at up to a limit") {
  const auto behind = [](int links) {
    std::string html = "<title>The hall</title>";
    while (links-- > 0) html += "<a href=/people/nobody>Somebody else</a>";
    return article(html + "<a href=/author/ada-tern>Ada Tern</a>").byline;
  };
  CHECK(behind(150) == "Ada Tern");
  CHECK(behind(250) == "");
}

TEST_CASE("long values and texts are cut between characters") {
  // The 300th and the 400th byte are the first of two.
  const std::string day = "2023-10-03 ";
  CHECK(date("<span itemprop=datePublished content='" + day + std::string(299 - day.size(), 'x') + "é'></span>") ==
        "2023-10-03");
  CHECK(byline("<div class=byline>By <b>Ada Tern</b><i>" + std::string(299, 'x') + "é</i></div>") == "Ada Tern");
  const std::string title = "Why the palm stayed behind";
  CHECK(article("<title>" + title + " | The Courier</title><h1><b>" + title + "</b> <i>" + std::string(399, 'x') +
                "é</i></h1>")
            .title == title);
}
