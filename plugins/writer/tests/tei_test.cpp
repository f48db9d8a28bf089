// TEI: by hand for a small document; for random ones, read back by libxml2.
#include <doctest/doctest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <memory>

#include "annotations/record_tei.hpp"
#include "sample_pipeline.hpp"
#include "support/random_text.hpp"

using namespace docmill::writer;

namespace {

std::string tei(const fake::Pipeline& pipeline, fake::Document& document, const AnnotationSettings& settings = {}) {
  const Catalogue catalogue = pipeline.catalogue();
  const TeiDocument writer(AnnotatedText(catalogue, settings), catalogue);
  Positions positions(catalogue.size(), docmill::Unit::codepoint);
  std::string out;
  writer.append(document.view(), positions, out);
  return out;
}

struct Names {
  fake::Pipeline pipeline;
  uint32_t text = pipeline.text("text", "cleaner 1.0.0", "source");
  uint32_t spans = pipeline.spans("names", "finder 1.0.0", "text");
};

std::string body_of(const std::string& xml) {
  const std::size_t from = xml.find("<body>\n") + 7;
  return xml.substr(from, xml.find("</TEI>") - from);
}

using Xml = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

Xml parse(const std::string& xml) {
  return {
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "t.xml", nullptr, XML_PARSE_NOERROR | XML_PARSE_NONET),
      xmlFreeDoc};
}

void collect(xmlNode* node, const char* name, std::vector<std::string>& contents) {
  for (; node != nullptr; node = node->next) {
    if (node->type == XML_ELEMENT_NODE && std::string_view(reinterpret_cast<const char*>(node->name)) == name) {
      xmlChar* content = xmlNodeGetContent(node);
      contents.emplace_back(reinterpret_cast<const char*>(content));
      xmlFree(content);
    }
    collect(node->children, name, contents);
  }
}

std::vector<std::string> contents_of(const Xml& xml, const char* name) {
  std::vector<std::string> contents;
  collect(xmlDocGetRootElement(xml.get()), name, contents);
  return contents;
}

}  // namespace

TEST_CASE("tei: a header, the text, spans around their words") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline, "a<b.txt");
  fake::fill_sample(document, pipeline);
  CHECK(tei(pipeline, document, {"text", {"entities"}, "a:b", "https://example.org/e/"}) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"de\">\n"
        "<teiHeader><fileDesc>\n"
        "<titleStmt><title>Der Chip</title><author>A. Muster</author></titleStmt>\n"
        "<publicationStmt><p>Written by docmill.</p></publicationStmt>\n"
        "<sourceDesc><bibl><idno>a&lt;b.txt</idno></bibl></sourceDesc>\n"
        "</fileDesc></teiHeader>\n"
        "<text><body>\n"
        "<p xml:id=\"p1\">Der Chip „<rs type=\"chip\" subtype=\"entities\" "
        "ref=\"http://www.wikidata.org/entity/Q120000000\" cert=\"0.97\">A100</rs>“ kostet 10\u202F000 €. "
        "<rs type=\"chip\" subtype=\"entities\" cert=\"0.5\">A100</rs>!</p>\n"
        "</body></text>\n"
        "</TEI>\n");
}

TEST_CASE("tei: what cannot stand in the text stands behind it, with its places") {
  Names names;
  fake::Document document(names.pipeline);
  document.set(names.text, "äb cd\n\nef");
  docmill::Spans& spans = document.spans(names.spans);
  spans.add({0, 3, "out", {}, {}});          // äb
  spans.add({0, 2, "in", {}, {}});           // ä
  spans.add({2, 6, "cross", "c d", 0.5});    // b cd
  spans.add({4, 4, "empty", {}, {}});        //
  spans.add({4, 10, "over lines", {}, {}});  // cd ef
  spans.add({7, 8, "nowhere", {}, {}});      // a line end
  CHECK(body_of(tei(names.pipeline, document)) ==
        "<p xml:id=\"p1\"><rs type=\"out\" subtype=\"names\"><rs type=\"in\" subtype=\"names\">ä</rs>b</rs> cd</p>\n"
        "<p xml:id=\"p2\">ef</p>\n"
        "</body></text>\n"
        "<standOff><spanGrp>\n"
        "<span from=\"#string-index(p1,1)\" to=\"#string-index(p1,5)\" type=\"cross\" subtype=\"names\" "
        "corresp=\"docmill:value/c%20d\" cert=\"0.5\">b cd</span>\n"
        "<span from=\"#string-index(p1,3)\" to=\"#string-index(p2,2)\" type=\"over_lines\" subtype=\"names\">cd\n\nef"
        "</span>\n"
        "<span from=\"#string-index(p1,3)\" to=\"#string-index(p1,3)\" type=\"empty\" subtype=\"names\"></span>\n"
        "<span from=\"#string-index(p1,5)\" to=\"#string-index(p2,0)\" type=\"nowhere\" subtype=\"names\">\n</span>\n"
        "</spanGrp></standOff>\n");
}

TEST_CASE("tei: characters that XML does not know, and none at all") {
  Names names;
  fake::Document document(names.pipeline), empty(names.pipeline), without(names.pipeline);
  document.set(names.text, std::string("a\x01<&>\"\r\x7F\xEF\xBF\xBF", 11));
  empty.set(names.text, "\n");
  empty.spans(names.spans).add({0, 1, "x", {}, {}});
  const std::string written = tei(names.pipeline, document);
  CHECK(body_of(written).find("<p xml:id=\"p1\">a\uFFFD&lt;&amp;&gt;&quot;&#13;\x7F\uFFFD</p>") != std::string::npos);
  CHECK(parse(written) != nullptr);
  CHECK(body_of(tei(names.pipeline, empty)) == "<p/>\n</body></text>\n");
  CHECK(tei(names.pipeline, without).empty());
}

TEST_CASE("tei: spans nest no deeper than a parser goes") {
  Names names;
  fake::Document document(names.pipeline);
  document.set(names.text, std::string(2000, 'x'));
  docmill::Spans& spans = document.spans(names.spans);
  for (uint32_t i = 0; i < 1000; ++i) spans.add({i, 2000 - i, "x", {}, {}});
  const Xml xml = parse(tei(names.pipeline, document));
  REQUIRE(xml != nullptr);
  CHECK(contents_of(xml, "rs").size() == deepest_span);
  CHECK(contents_of(xml, "span").size() == 1000 - deepest_span);
}

TEST_CASE("tei: random texts and spans are well-formed, keep every line and the words of every span") {
  std::mt19937 random(5);
  Names names;
  for (int round = 0; round < 300; ++round) {
    fake::Document document(names.pipeline);
    std::string text = docmill::test::random_text(random, 60);
    for (char& c : text)  // what XML cannot hold is another test's matter
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') c = ' ';
    document.set(names.text, text);
    std::vector<std::pair<uint32_t, uint32_t>> places;
    for (int i = 0; i < 8; ++i) {
      const uint32_t a = fake::border(text, random() % (text.size() + 1));
      const uint32_t b = fake::border(text, random() % (text.size() + 1));
      places.emplace_back(std::min(a, b), std::max(a, b));
    }
    std::sort(places.begin(), places.end());
    docmill::Spans& spans = document.spans(names.spans);
    for (const auto& [start, end] : places) spans.add({start, end, "x", {}, {}});
    const Xml xml = parse(tei(names.pipeline, document));
    REQUIRE(xml != nullptr);
    std::string lines, expected;
    for (const std::string& line : contents_of(xml, "p"))
      if (line != "Written by docmill." && !line.empty()) lines += line + "\n";
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      if (end > from) expected += text.substr(from, end - from) + "\n";
      from = end + 1;
    }
    if (text.find("\uFFFE") != std::string::npos || text.find("\uFFFF") != std::string::npos) continue;
    CHECK(lines == expected);
    if (expected.empty()) continue;
    std::vector<std::string> words = contents_of(xml, "rs"), wanted;
    for (const std::string& word : contents_of(xml, "span")) words.push_back(word);
    for (const auto& [start, end] : places) wanted.push_back(text.substr(start, end - start));
    std::sort(words.begin(), words.end());
    std::sort(wanted.begin(), wanted.end());
    CHECK(words == wanted);
  }
}
