// Feeds through the whole program.
#include <doctest/doctest.h>

#include <string>

#include "reader_run.hpp"

using namespace docmill::test;

namespace {

std::string item(int number, const std::string& text) {
  const std::string n = std::to_string(number);
  return "<item><title>Item " + n + "</title><link>https://example.org/" + n + "</link><guid>g" + n +
         "</guid><pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate><description><![CDATA[<p>" + text +
         "</p>]]></description></item>\n";
}
std::string feed_of(const std::string& items) {
  return "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Mill news</title>\n" + items +
         "</channel></rss>\n";
}

}  // namespace

TEST_CASE("feed: a document for each item, with what is said of it") {
  const ReaderRun run("use = \"feed\"\nfiles = [\"*.xml\", \"*.rss\"]");
  run.write("a.rss", feed_of(item(1, "The mill &amp; the bridge.") + "<item><title>Nothing to read</title></item>"));
  run.write("b.xml",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Other news</title><entry><id>urn:x</id><title>T</title>"
            "<updated>2026-01-02T03:04:05Z</updated><content>A plain text.</content></entry></feed>");
  CHECK(has_text(run.good(), "1 record passed over by reader 'feed': 1 no-text"));
  const std::string got = run.records();
  CHECK_MESSAGE(has_text(got, "\"text\":\"The mill & the bridge."), got);
  CHECK(has_text(
      got,
      "\"id\":\"g1\",\"source\":\"a.rss\",\"line\":1,\"metadata\":{\"title\":\"Item 1\",\"url\":"
      "\"https://example.org/1\",\"guid\":\"g1\",\"date\":\"2026-01-02T03:04:05Z\",\"feed_title\":\"Mill news\"}"));
  CHECK(has_text(got, "\"text\":\"A plain text."));
  run.good({"--set", "feed.id=\"url\""}, "url");
  CHECK(has_text(run.records("url"), "\"id\":\"https://example.org/1\""));
}

TEST_CASE("feed: content that is not read is told of") {
  const ReaderRun run("use = \"feed\"");
  run.write("a.atom",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry><content src=\"x.html\"/>"
            "<summary>The summary.</summary></entry><entry><content type=\"TEXT/HTML\">&lt;p&gt;The full story."
            "&lt;/p&gt;</content><summary>No summary.</summary></entry></feed>");
  CHECK(has_text(run.good(), "documents with a note, by code: content-left-out 1 (input)"));
  CHECK_MESSAGE(has_text(run.records(), "\"text\":\"The full story."), run.records());
  CHECK(has_text(run.records(), "\"text\":\"The summary."));
  CHECK_FALSE(has_text(run.records(), "No summary."));
}

TEST_CASE("feed: every good item is read and every bad one listed") {
  const ReaderRun run("use = \"feed\"");
  std::string items;
  for (int i = 0; i < 2000; ++i) {
    std::string one = item(i, "text " + std::to_string(i));
    if (i % 100 == 7) one.replace(one.find("Item"), 4, "A & B");
    if (i % 100 == 57) one.replace(one.find("</title>"), 8, "</titel>");
    items += one;
  }
  run.write("a.rss", feed_of(items));
  run.good();
  CHECK(count_text(run.records(), "\n") == 1960);
  CHECK(count_text(run.failures(), "\"code\":\"bad-xml\"") == 40);
  CHECK(has_text(run.failures(), "mismatched tag"));
}

TEST_CASE("feed: files that are none, that end early, and that are dangerous") {
  const ReaderRun run("use = \"feed\"");
  const std::string whole = feed_of(item(1, "first") + item(2, "second"));
  run.write("a.rss", whole.substr(0, whole.size() - 60));
  run.write("b.rss", "<html><p>A page.</p></html>");
  run.write("c.rss", "<urlset/>");
  run.write("d.rss", "");
  run.write("e.rss", "no XML");
  run.write("f.rss",
            "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><description>&x;"
            "</description></item></channel></rss>");
  run.write("g.rss", feed_of(item(3, std::string(2'000'000, 'x')) + item(4, "fourth")));
  run.good();
  const std::string bad = run.failures();
  CHECK(count_text(run.records(), "\n") == 2);
  CHECK_MESSAGE(has_text(bad, "the feed ends inside this item; fetch it again"), bad);
  CHECK(has_text(bad, "its first element is <html>, which is no feed: those begin with rss, RDF or feed"));
  CHECK(has_text(bad, "this is a sitemap, which lists addresses and holds no texts; read the pages instead"));
  CHECK(has_text(bad, "it begins with 'n', which is no XML"));
  CHECK(has_text(bad, "the feed takes in another file (an external entity), which is not read"));
  CHECK(count_text(bad, "\"code\":\"too-large\"") == 1);
  CHECK(count_text(bad, "\n") == 7);
}

TEST_CASE("feed: threads, worker processes and shards end with the same bytes") {
  const ReaderRun run("use = \"feed\"");
  std::string items;
  for (int i = 0; i < 8000; ++i)
    items += item(i, i % 500 == 3 ? "<b>" : "a text that has some length, number " + std::to_string(i));
  run.write("a.rss", feed_of(items));
  run.write("b.atom", feed_of(item(1, "another")));
  run.check_same_however_it_is_run();
}
