// Feeds as the parser takes them apart. What the reader does with whole files: tests/readers.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "feed_item.hpp"
#include "feed_parser.hpp"
#include "feed_text.hpp"
#include "feed_words.hpp"

using namespace docmill::feed;

namespace {

struct Read {
  std::vector<Item> items;
  FeedMistake mistake;
};

// Byte by byte and in one: both must say the same.
Read read_feed(const std::string& bytes, std::size_t piece) {
  FeedParser parser(100'000);
  Read out;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    parser.feed(std::string_view(bytes).substr(at, piece), at + piece >= bytes.size());
  out.items.assign(parser.items().begin(), parser.items().end());
  out.mistake = parser.mistake();
  return out;
}
Read read_feed(const std::string& bytes) {
  Read whole = read_feed(bytes, bytes.size()), pieces = read_feed(bytes, 1);
  CHECK(whole.items.size() == pieces.items.size());
  CHECK(whole.mistake.message == pieces.mistake.message);
  for (std::size_t i = 0; i < whole.items.size() && i < pieces.items.size(); ++i) {
    CHECK(packed(whole.items[i]) == packed(pieces.items[i]));
    CHECK(whole.items[i].begin == pieces.items[i].begin);
    CHECK(whole.items[i].end == pieces.items[i].end);
  }
  return whole;
}

std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><image><title>no</title></image><title>A "
         "feed</title>" +
         items + "</channel></rss>";
}
std::string atom(const std::string& entries) {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A feed</title>" + entries + "</feed>";
}

}  // namespace

TEST_CASE("RSS 2.0: the fullest text of an item, and what is said of it") {
  const std::string item =
      "<item><title> One </title><link>https://example.org/1</link><guid>g1</guid><pubDate>Fri, 2 Jan 2026 03:04:05 "
      "GMT</pubDate><dc:creator>A</dc:creator><dc:creator>B</dc:creator><category>x</category><category>y</category>"
      "<description>short</description><content:encoded><![CDATA[<p>Long &amp; full</p>]]></content:encoded></item>";
  const std::string feed = rss(item + "<item><description>&lt;p&gt;escaped&lt;/p&gt;</description></item><item/>");
  const Read read = read_feed(feed);
  REQUIRE(read.items.size() == 3);
  const Item& one = read.items[0];
  CHECK(one.title == "One");
  CHECK(one.url == "https://example.org/1");
  CHECK(one.guid == "g1");
  CHECK(one.author == "A; B");
  CHECK(one.categories == "x; y");
  CHECK(one.feed_title == "A feed");
  CHECK(one.best()->text == "<p>Long &amp; full</p>");
  CHECK(feed.substr(one.begin, one.end - one.begin) == item);
  CHECK(read.items[1].best()->text == "<p>escaped</p>");
  CHECK(read.items[2].best() == nullptr);
  CHECK(read.mistake.kind == FeedMistake::Kind::none);
}

TEST_CASE("Atom: text, html and xhtml; links and authors") {
  const Read read = read_feed(atom(
      "<entry><id>i</id><link rel=\"self\" href=\"no\"/><link href=\"https://example.org/1\"/><author><name>A</name>"
      "<email>no</email></author><updated>2026-01-02T03:04:05Z</updated><summary>s</summary><content "
      "type=\"html\">&lt;b&gt;x&lt;/b&gt;</content></entry>"
      "<entry><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"a&quot;b\">1 &lt; "
      "2</p></div>"
      "</content></entry><entry><content src=\"x.html\"/><summary>plain &lt;</summary></entry>"));
  REQUIRE(read.items.size() == 3);
  CHECK(read.items[0].url == "https://example.org/1");
  CHECK(read.items[0].author == "A");
  CHECK(read.items[0].date == "2026-01-02T03:04:05Z");
  CHECK(read.items[0].best()->text == "<b>x</b>");
  CHECK(read.items[0].best()->is_html);
  CHECK(read.items[1].best()->text == "<div><p class=\"a&quot;b\">1 &lt; 2</p></div>");
  CHECK(read.items[2].best()->text == "plain <");
  CHECK_FALSE(read.items[2].best()->is_html);
}

TEST_CASE("what stands before the declaration, and one that says another encoding than there is") {
  const std::string item = "<item><description>caf\u00E9</description></item>";
  const std::string feed = rss(item);
  for (const std::string before : {"\n", " \r\n\t", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n\n"}) {
    const Read read = read_feed(before + feed);
    CHECK(read.mistake.message == "");
    REQUIRE(read.items.size() == 1);
    CHECK((before + feed).substr(read.items[0].begin, read.items[0].end - read.items[0].begin) == item);
    const Read broken = read_feed(before + rss(item + "<item>&</item>"));
    CHECK(broken.items.size() == 1);
    CHECK(broken.mistake.begin == before.size() + rss("").find("</channel>") + item.size());
  }
  std::string said = feed;
  said.insert(said.find("?>"), " encoding=\"utf-16\"");
  const Read read = read_feed("\n" + said);
  REQUIRE(read.items.size() == 1);
  CHECK(read.items[0].best()->text == "caf\u00E9");
  CHECK(read_feed(" \n ").mistake.message == "the feed ends before its last element does; fetch it again");
}

TEST_CASE("a mistake of the XML says what stands there") {
  const auto mistake_in = [](const std::string& text) {
    const std::string message = read_feed(rss("<item><description>" + text + "</description></item>")).mistake.message;
    return message.substr(std::min(message.size(), message.find(": ") + 2));
  };
  CHECK(mistake_in("oats & barley") == "a & that begins no reference is written &amp;");
  CHECK(mistake_in("2 < 3") == "a < that begins no element is written &lt;");
  CHECK(mistake_in("a\x0B") == "the control character 0x0B may not stand in XML");
  CHECK(mistake_in("<a href=\u201Chttp://a.example\u201D>a</a>").find("not of the encoding") == std::string::npos);
  CHECK(mistake_in("caf\xE9 au lait") == "the byte 0xE9 is not of the encoding that the feed declares");
  CHECK(read_feed("{\"items\":[]}").mistake.message ==
        "it begins with '{', which is no XML; feeds of JSON are not read");
  CHECK(read_feed("Not found").mistake.message == "it begins with 'N', which is no XML");
}

TEST_CASE("titles that are HTML, or HTML of HTML, are told as letters") {
  CHECK(plain_title("AT&amp;T &quot;x&quot; &eacute;&#8211;&nope; & &") == "AT&T \"x\" \u00E9\u2013&nope; & &");
  CHECK(plain_title("A <b>bold <i class=\"x\">one</i></b><br/>\n and  <A HREF=\"#\">link</A>") ==
        "A bold one and link");
  CHECK(plain_title("The <b> tag and <table>, 1 < 2 <") == "The <b> tag and <table>, 1 < 2 <");
  CHECK(plain_title("&lt;b&gt;x&lt;/b&gt;") == "<b>x</b>");
  CHECK(plain_title("<b><i>x</b></i>") == "<b>x</b>");
  CHECK(plain_title("How the <p> element works") == "How the <p> element works");
  CHECK(plain_title("<p>One</p><p>Two <b>three</b></p>") == "One Two three");
  CHECK(plain_title("The <br> tag (<wbr>), <br/>, too") == "The <br> tag (<wbr>), <br/>, too");
  CHECK(plain_title("<br>One<br>two <BR/>three<br /> four<wbr>five<br>") == "One two three fourfive");
  CHECK(plain_title("").empty());
  const Read read = read_feed(rss("<item><title>Two &amp;amp; &lt;i&gt;three&lt;/i&gt;</title></item>"));
  REQUIRE(read.items.size() == 1);
  CHECK(read.items[0].title == "Two & three");
  const Read entries = read_feed(atom(
      "<entry><title type=\"html\">a &amp;amp; b</title></entry><entry><title>a &amp;amp; b</title></entry>"
      "<entry><title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a <b>b</b></div></title></entry>"));
  REQUIRE(entries.items.size() == 3);
  CHECK(entries.items[0].title == "a & b");
  CHECK(entries.items[1].title == "a &amp; b");
  CHECK(entries.items[2].title == "a b");
}

TEST_CASE("addresses count from xml:base, or from that of the feed") {
  const auto at = [](const std::string& reference) { return resolved_address("https://a.example/b/c?q#f", reference); };
  CHECK(at("d") == "https://a.example/b/d");
  CHECK(at("../d/./e?x=../y") == "https://a.example/d/e?x=../y");
  CHECK(at("../../../d") == "https://a.example/d");
  CHECK(at("/d/..") == "https://a.example/");
  CHECK(at("//e.example/") == "https://e.example/");
  CHECK(at("?r") == "https://a.example/b/c?r");
  CHECK(at("#g") == "https://a.example/b/c?q#g");
  CHECK(at("") == "https://a.example/b/c?q");
  CHECK(at("mailto:x@y") == "mailto:x@y");
  CHECK(resolved_address("https://a.example", "d") == "https://a.example/d");
  CHECK(resolved_address("https://a.example?q", "d") == "https://a.example/d");
  CHECK(resolved_address("", "d") == "d");
  CHECK(resolved_address("tag:x", "d") == "d");
  const Read read = read_feed(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/b/\"><link rel=\"self\" href=\"no\"/>"
      "<entry xml:base=\"c/\"><link href=\"d\"/></entry><entry><link href=\"d\"/></entry></feed>");
  REQUIRE(read.items.size() == 2);
  CHECK(read.items[0].url == "https://a.example/b/c/d");
  CHECK(read.items[1].url == "https://a.example/b/d");
  const Read of_feed =
      read_feed(rss("<link>https://a.example/</link><image><link>https://no.example/</link></image>"
                    "<item><link>/one</link></item><item><guid>https://a.example/two</guid></item>"
                    "<item><guid isPermaLink=\"false\">https://a.example/three</guid></item>"));
  REQUIRE(of_feed.items.size() == 3);
  CHECK(of_feed.items[0].url == "https://a.example/one");
  CHECK(of_feed.items[1].url == "https://a.example/two");
  CHECK(of_feed.items[2].url.empty());
}

TEST_CASE(
    "Atom: entries without an author are by that of the feed; what is no text is not read; void elements end at once") {
  const Read read =
      read_feed(atom("<author><name>F</name><uri>no</uri></author><author><name>G</name></author>"
                     "<entry><content type=\"application/pdf\">SGFsbG8=</content><summary>short</summary></entry>"
                     "<entry><author><name>E</name></author><content type=\"xhtml\"><div "
                     "xmlns=\"http://www.w3.org/1999/xhtml\">a<br/>b"
                     "<script/></div></content></entry>"));
  REQUIRE(read.items.size() == 2);
  CHECK(read.items[0].author == "F; G");
  CHECK(read.items[0].best()->text == "short");
  CHECK(read.items[1].author == "E");
  CHECK(read.items[1].best()->text == "<div>a<br>b<script></script></div>");
}

TEST_CASE("Atom: types in whatever letters; XML is a text; what is left out of an item is said") {
  const Read read = read_feed(
      atom("<entry><content type=\"TEXT/HTML\">&lt;p&gt;FULL STORY&lt;/p&gt;</content><summary>s</summary></entry>"
           "<entry><content type=\"Text/HTML; charset=utf-8\">&lt;p&gt;2&lt;/p&gt;</content></entry>"
           "<entry><title type=\"HTML\">a &amp;amp; b</title><link rel=\"Alternate\" href=\"https://a.example/\"/>"
           "<content type=\"XHTML\"><div xmlns=\"http://www.w3.org/1999/xhtml\">1 &lt; 2</div></content></entry>"
           "<entry><content type=\"application/xml\"><doc xmlns=\"urn:d\">1 &lt; 2</doc></content></entry>"
           "<entry><content type=\"application/docbook+xml\"><para xmlns=\"urn:d\">x</para></content></entry>"
           "<entry><content type=\"application/xhtml+xml\">&lt;p&gt;x&lt;/p&gt;</content></entry>"
           "<entry><content type=\"text/plain\">1 &lt; 2</content></entry>"
           "<entry><content type=\"image/svg+xml\"><svg xmlns=\"urn:s\"/></content><summary>s</summary></entry>"
           "<entry><content type=\"text/html\" src=\"x.html\"/><summary>s</summary></entry>"));
  REQUIRE(read.items.size() == 9);
  const char* const texts[] = {"<p>FULL STORY</p>",
                               "<p>2</p>",
                               "<div>1 &lt; 2</div>",
                               "<doc>1 &lt; 2</doc>",
                               "<para>x</para>",
                               "<p>x</p>",
                               "1 < 2",
                               "s",
                               "s"};
  for (std::size_t i = 0; i < 9; ++i) {
    REQUIRE(read.items[i].best() != nullptr);
    CHECK(read.items[i].best()->text == texts[i]);
    CHECK(read.items[i].best()->is_html == (i < 6));
    CHECK(read.items[i].left_out.empty() == (i < 7));
  }
  CHECK(read.items[2].title == "a & b");
  CHECK(read.items[2].url == "https://a.example/");
  CHECK(read.items[7].left_out == "is of the type 'image/svg+xml', which is not read");
  CHECK(read.items[8].left_out == "stands at 'x.html', which is not fetched");
  CHECK(unpacked(packed(read.items[8]))->left_out == read.items[8].left_out);
}

TEST_CASE("films and recordings: what is said of them is the text where there is no other") {
  const Read read = read_feed(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\" "
      "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><entry><media:group><media:title>no</media:title>"
      "<media:description>1 &lt; 2\nof it</media:description></media:group></entry><entry><itunes:summary>heard"
      "</itunes:summary><summary>s</summary></entry></feed>");
  REQUIRE(read.items.size() == 2);
  CHECK(read.items[0].best()->text == "1 < 2\nof it");
  CHECK_FALSE(read.items[0].best()->is_html);
  CHECK(read.items[1].best()->text == "s");
}

TEST_CASE("RSS 1.0, its items beside the channel") {
  const Read read = read_feed(
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
      "xmlns=\"http://purl.org/rss/1.0/\"><channel><title>"
      "A feed</title></channel><item rdf:about=\"https://example.org/1\"><title>One</title><description>d</description>"
      "</item></rdf:RDF>");
  REQUIRE(read.items.size() == 1);
  CHECK(read.items[0].guid == "https://example.org/1");
  CHECK(read.items[0].feed_title == "A feed");
}

TEST_CASE("entities of HTML and old encodings, which feeds use without asking") {
  const Read read =
      read_feed(rss("<item><title>A&nbsp;&eacute;&foo;</title><description>x &hellip;</description></item>"));
  REQUIRE(read.items.size() == 1);
  CHECK(read.items[0].title == "A\xC2\xA0é&foo;");
  CHECK(read.items[0].best()->text == "x …");
  const Read old = read_feed(
      "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><description>\xEC\xE8\xF0"
      "</description></item></channel></rss>");
  REQUIRE(old.items.size() == 1);
  CHECK(old.items[0].best()->text == "мир");
  CHECK(read_feed("<?xml version=\"1.0\" encoding=\"gb18030\"?><rss/>").mistake.message.ends_with("unknown encoding"));
}

TEST_CASE("what is no feed, bombs and other files are refused") {
  CHECK(read_feed("<html><p>x</p></html>").mistake.message ==
        "its first element is <html>, which is no feed: those begin with rss, RDF or feed");
  CHECK(read_feed("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"/>").mistake.code == "no-feed");
  const Read outside = read_feed("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
                                 rss("<item><description>&x;</description></item>").substr(21));
  CHECK(outside.mistake.code == "external-entity");
  CHECK(outside.items.empty());
  std::string bomb = "<!DOCTYPE rss [<!ENTITY a0 \"0123456789\">";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int n = 0; n < 10; ++n) bomb += before;
    bomb += "\">";
  }
  bomb += "]>" + rss("<item><description>&a9;</description></item>").substr(21);
  FeedParser parser(1000);
  parser.feed(bomb, true);
  CHECK(parser.mistake().code == "entity-bomb");
  CHECK(parser.items().empty());
  std::string deep = "<rss>";
  for (int i = 0; i < 2000; ++i) deep += "<a>";
  CHECK(read_feed(deep).mistake.code == "too-deep");
}

TEST_CASE("a feed that ends early, or is broken in the middle") {
  const std::string good = "<item><description>d</description></item>";
  const std::string cut = rss(good + good).substr(0, rss(good + good).size() - 40);
  CHECK(read_feed(cut).items.size() == 1);
  CHECK(read_feed(cut).mistake.kind == FeedMistake::Kind::cut_off);
  const std::string broken = rss(good + "<item><title>a & b</title></item>" + good);
  FeedParser parser(1000);
  parser.feed(broken, true);
  CHECK(parser.items().size() == 1);
  REQUIRE(parser.mistake().kind == FeedMistake::Kind::broken);
  CHECK(parser.item_tag() == "<item");
  const std::size_t next = broken.rfind("<item>");
  REQUIRE(parser.resume(next));
  parser.items().clear();
  parser.feed(std::string_view(broken).substr(next), true);
  REQUIRE(parser.items().size() == 1);
  CHECK(parser.items()[0].begin == next);
  CHECK(parser.items()[0].feed_title == "A feed");
  CHECK(parser.mistake().kind == FeedMistake::Kind::none);
}

TEST_CASE("items are packed and unpacked; other bytes are none") {
  Item item;
  item.title = "1:a";
  item.summary = {"text", false};
  const auto back = unpacked(packed(item));
  REQUIRE(back.has_value());
  CHECK(back->title == "1:a");
  CHECK(back->content.text == "text");
  CHECK_FALSE(back->content.is_html);
  for (const char* none : {"", "5:abc", "x", "1:a", "99999999999999999999:a"}) CHECK_FALSE(unpacked(none).has_value());
}
