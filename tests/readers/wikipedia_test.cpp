// Dumps of MediaWiki through the whole program.
#include <doctest/doctest.h>

#include <string>

#include "reader_run.hpp"
#include "web_archives.hpp"

using namespace docmill::test;

namespace {

const std::string use_wikipedia = "use = \"wikipedia\"\nfiles = [\"*.xml*\"]";

std::string page_of(int number, const std::string& text, const std::string& more = "") {
  const std::string n = std::to_string(number);
  return "  <page>\n    <title>Page " + n + "</title>\n    <ns>" + (more == "talk" ? "1" : "0") + "</ns>\n    <id>" +
         n + "</id>\n" + (more == "redirect" ? "    <redirect title=\"Page 1\" />\n" : "") +
         "    <revision>\n      <id>9</id>\n      <timestamp>2026-01-02T03:04:05Z</timestamp>\n      <model>" +
         (more == "json" ? "json" : "wikitext") + "</model>\n      <text bytes=\"1\" xml:space=\"preserve\">" + text +
         "</text>\n    </revision>\n  </page>\n";
}
std::string dump_of(const std::string& pages) {
  return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" xml:lang=\"en\">\n  <siteinfo>\n    "
         "<dbname>millwiki"
         "</dbname>\n    <base>https://mill.example.org/wiki/Main_Page</base>\n  </siteinfo>\n" +
         pages + "</mediawiki>\n";
}

}  // namespace

TEST_CASE("wikipedia: articles as documents, redirects and other name spaces counted") {
  const ReaderRun run(use_wikipedia);
  const std::string dump = dump_of(page_of(1, "'''Mill''' is a [[house]] &amp; more.{{x}}\n\n== History ==\n* Old") +
                                   page_of(2, "#REDIRECT [[x]]", "redirect") + page_of(3, "talk", "talk"));
  run.write("a.xml", dump);
  CHECK(has_text(run.good(), "2 records passed over by reader 'wikipedia': 1 other-namespace, 1 redirect"));
  const std::string got = run.records();
  CHECK_MESSAGE(has_text(got, "\"id\":\"Page 1\",\"source\":\"a.xml\",\"line\":1"), got);
  CHECK(
      has_text(got,
               "\"metadata\":{\"title\":\"Page 1\",\"url\":\"https://mill.example.org/wiki/Page_1\",\"page_id\":\"1\","
               "\"revision_id\":\"9\",\"date\":\"2026-01-02T03:04:05Z\",\"wiki\":\"millwiki\"}"));
  CHECK(has_text(got, "**Mill** is a house & more."));
  run.good(
      {"--set", "wikipedia.form=\"text\"", "--set", "wikipedia.namespaces=[\"1\"]", "--set", "wikipedia.id=\"page\""},
      "other");
  CHECK(has_text(run.records("other"), "\"id\":\"3\""));
}

TEST_CASE("wikipedia: what is no dump, ends early, or is too large") {
  const ReaderRun run(use_wikipedia);
  const std::string whole = dump_of(page_of(1, "first") + page_of(2, "second"));
  run.write("a.xml", whole.substr(0, whole.size() - 60));
  run.write("b.xml", "<html/>");
  run.write("c.xml", "");
  run.write("d.xml", dump_of(page_of(3, std::string(2'000'000, 'x')) + page_of(4, "{}", "json") + page_of(5, "\xFF") +
                             page_of(6, "sixth")));
  run.write("e.xml", whole.substr(0, whole.size() - 10));
  run.good();
  const std::string bad = run.failures();
  CHECK(count_text(run.records(), "\n") == 4);
  CHECK_MESSAGE(has_text(bad, "the dump ends inside this page; it was not copied as a whole"), bad);
  CHECK(has_text(bad, "the dump ends before </mediawiki>; it was not copied as a whole"));
  CHECK(has_text(bad, "this is no dump of MediaWiki in XML, which begins with <mediawiki>"));
  CHECK(has_text(bad, "the page is no wikitext but json; take its name space off `namespaces`"));
  CHECK(has_text(bad, "the page is not UTF-8, which dumps are; fetch it again"));
  CHECK(count_text(bad, "\"code\":\"too-large\"") == 1);
  CHECK(count_text(bad, "\n") == 7);
}

TEST_CASE("wikipedia: a name space that is no number is refused with its place") {
  const ReaderRun run("use = \"wikipedia\"\nnamespaces = [\"0\", \"Talk\"]");
  run.write("a.txt", "x");
  CHECK(has_text(run.run().err, "'Talk' is no number of a name space; the articles are \"0\""));
}

TEST_CASE("wikipedia: threads, worker processes and shards end with the same bytes") {
  const ReaderRun run(use_wikipedia);
  std::string pages;
  for (int i = 0; i < 3000; ++i)
    pages += page_of(i, noise(static_cast<uint64_t>(i), 50), i % 50 == 7 ? "redirect" : "");
  run.write("a.xml", dump_of(pages));
  run.write("b.xml.gz", gzip_member(dump_of(page_of(9000, "another"))));
  run.check_same_however_it_is_run();
}
