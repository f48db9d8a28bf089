// Who wrote a page: declared, in structured data, and beside the work of others.
#include <doctest/doctest.h>

#include "article_of.hpp"

using namespace docmill::cleaner;

namespace {

std::string byline(const std::string& beside, const std::string& head = "") {
  return article("<title>The hall - The Courier</title>" + head + "<h1>The hall</h1>" + beside + "<p>It stands.</p>")
      .byline;
}
std::string ld(const std::string& members) {
  return "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"The hall\"," + members +
         "}</script>";
}

}  // namespace

TEST_CASE("who did something else stands behind the author") {
  for (const std::string rest : {" | Edited by Bo Dunlin", "; Illustrations by Bo Dunlin", ". Photographs by Bo Dunlin",
                                 ", Additional reporting by Bo Dunlin", " \u2013 Photo by Bo Dunlin"})
    CHECK_MESSAGE(byline("<p class=byline>By Ada Tern" + rest + "</p>") == "Ada Tern", rest);
  CHECK(byline("<p class=byline>By Ada Tern, Bo Dunlin</p>") == "Ada Tern, Bo Dunlin");
  CHECK(byline("<p class=byline>By Dr. Ada Tern</p>") == "Dr. Ada Tern");
}

TEST_CASE("who put the page into a content management system is its author") {
  CHECK(byline("<div class=submitted>Submitted by <span>Ada Tern</span> on Sun, 03/03/2024 - 10:00</div>") ==
        "Ada Tern");
  CHECK(
      byline("<div class=submitted>Gespeichert von <span class=username>Ada Tern</span> am 3. M\u00e4rz 2024</div>") ==
      "Ada Tern");
}

TEST_CASE("authors in elements of one name are all named") {
  const auto meta = [](const std::string& name, const std::string& content) {
    return "<meta name='" + name + "' content='" + content + "'>";
  };
  for (const std::string name : {"author", "article:author", "dc.creator", "dcterms.creator"})
    CHECK_MESSAGE(
        byline("", meta(name, "Ada Tern") + meta(name, "Bo Dunlin") + meta(name, "Ada Tern")) == "Ada Tern, Bo Dunlin",
        name);
  CHECK(byline("", meta("author", "Ada Tern") + meta("article:author", "Bo Dunlin")) == "Ada Tern");
  CHECK(byline("", meta("author", "Ada Tern") + meta("author", "newsroom")) == "Ada Tern");
}

TEST_CASE("a label in any language before the name of a person") {
  CHECK(byline("<p class=author>Forfatter: Ada Tern</p>") == "Ada Tern");
  CHECK(byline("<p class=author>T\u00e1c gi\u1ea3: Nguy\u1ec5n V\u0103n An</p>") == "Nguy\u1ec5n V\u0103n An");
  CHECK(byline("<p class=author>Photo: Ada Tern</p>") == "");
}

TEST_CASE("a Korean name with what its bearer does, and an address") {
  const std::string name = "\uae40\ubbfc\uc218", calling = " \uae30\uc790";
  CHECK(byline("<p>" + name + calling + "</p>") == name);
  CHECK(byline("<p class=reporter>" + name + calling + " <a href=mailto:m@h.example>m@h.example</a></p>") == name);
}

TEST_CASE("who creates the page, not its pictures") {
  CHECK(byline("<span itemprop=creator>Ada Tern</span>") == "Ada Tern");
  CHECK(byline("<figure><img><figcaption itemprop=creator>Ada Tern</figcaption></figure>") == "");
}

TEST_CASE("in structured data persons come before houses, and markup in names is none of them") {
  const std::string ada = "{\"@type\":\"Person\",\"name\":\"Ada Tern\"}",
                    house = "{\"@type\":\"Organization\",\"name\":\"Hall Press\"}";
  CHECK(byline("", ld("\"author\":[" + house + "," + ada + "]")) == "Ada Tern");
  CHECK(byline("", ld("\"author\":[" + ada + "," + house + "]")) == "Ada Tern");
  CHECK(byline("", ld("\"author\":{\"@list\":[" + ada + "]}")) == "Ada Tern");
  CHECK(byline("", ld("\"author\":{\"name\":\"<a href='/a'>Ada Tern</a>\"}")) == "Ada Tern");
}

TEST_CASE("facts of an article that structured data tell twice") {
  const std::string head = ld("\"author\":{\"name\":\"Ada Tern\"}") + ld("\"datePublished\":1683184500");
  const Article a = article(head + "<h1>The hall</h1>");
  CHECK(a.byline == "Ada Tern");
  CHECK(a.date == "2023-05-04");
}

TEST_CASE("labels of days and claims of rights are no names") {
  CHECK(byline("", "<meta name=dcterms.creator content='Copyright Hall Press'>") == "");
  CHECK(byline("", "<meta name=creator content='Page Maker'><meta name=dc.creator content='Ada Tern'>") == "Ada Tern");
}

TEST_CASE("a place behind a name is none, and names stand in fields, with callings and before other labels") {
  CHECK(byline("<p class=byline>By Ada Tern, Berlin</p>") == "Ada Tern");
  CHECK(byline("<p class=byline>By Ada Tern, Jr.</p>") == "Ada Tern, Jr.");
  CHECK(byline("<p class=byline>By Ada Tern, PhD</p>") == "Ada Tern, PhD");
  CHECK(byline("", "<meta name=dc.creator content='De Niro, Robert'>") == "De Niro, Robert");  // turned
  CHECK(byline("<p>2024年03月09日 08:10 | 来源：晚报 | 记者 王小明 | 编辑 李华</p>") == "王小明");
  CHECK(byline("<p>Texte : Odile Marchal / Photos : Paul Roy</p>") == "Odile Marchal");
}
