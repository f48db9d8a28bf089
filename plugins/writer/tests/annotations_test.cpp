// The formats of annotation tools: bytes by hand for small cases, the rules of each format for random texts.
#include "annotations/annotations.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <algorithm>

#include "annotations/record_brat.hpp"
#include "annotations/record_nif.hpp"
#include "annotations/record_web_annotation.hpp"
#include "sample_pipeline.hpp"
#include "support/random_text.hpp"

using namespace docmill::writer;

namespace {

template <class Format>
std::string written(const fake::Pipeline& pipeline, fake::Document& document, const AnnotationSettings& settings = {}) {
  const Catalogue catalogue = pipeline.catalogue();
  REQUIRE(check_annotations(catalogue, settings).empty());
  const Format format{AnnotatedText(catalogue, settings)};
  Positions positions(catalogue.size(), docmill::Unit::codepoint);
  std::string out;
  format.append(document.view(), positions, out);
  return out;
}

const AnnotationSettings entities_only{"text", {"entities"}, "https://example.org/a/", "https://example.org/e/"};

// `text` by code points, as Python slices.
std::string slice(std::string_view text, std::size_t start, std::size_t end) {
  std::size_t at = 0, n = 0, from = text.size();
  for (; at < text.size() && n < end; ++n) {
    if (n == start) from = at;
    docmill::utf8::next(text, at);
  }
  return std::string(text.substr(std::min(from, at), at - std::min(from, at)));
}

std::string_view string_of(const rapidjson::Value& v) { return {v.GetString(), v.GetStringLength()}; }

struct Two {
  fake::Pipeline pipeline;
  uint32_t text = pipeline.text("text", "cleaner 1.0.0", "source");
  uint32_t spans = pipeline.spans("spans", "finder 1.0.0", "text");
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("brat: spans, what they mean, and their scores; offsets count code points") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  CHECK(written<BratDocument>(pipeline, document, entities_only) ==
        "T1\tchip 10 14\tA100\n"
        "N1\tReference T1 Wikidata:Q120000000\tNvidia A100\n"
        "#1\tAnnotatorNotes T1\tscore 0.97\n"
        "T2\tchip 33 37\tA100\n"
        "#2\tAnnotatorNotes T2\tscore 0.5\n");
}

TEST_CASE("brat: spans over a line break are written in parts, empty ones not at all") {
  Two two;
  fake::Document document(two.pipeline);
  document.set(two.text, "Santa\n\nClara\u2028X\tY \n");
  docmill::Spans& spans = document.spans(two.spans);
  spans.add({0, 12, "a place", "santa clara", {}});
  spans.add({3, 3, "nothing", {}, {}});
  spans.add({5, 7, "breaks", {}, {}});
  spans.add({7, 16, "", "x", {}});
  spans.add({15, 18, {}, {}, {}});
  CHECK(written<BratDocument>(two.pipeline, document) ==
        "T1\ta_place 0 5;7 12\tSanta Clara\n"
        "N1\tReference T1 docmill:santa%20clara\tsanta clara\n"
        "T2\t_ 7 12;13 14\tClara X\n"
        "N2\tReference T2 docmill:x\tx\n"
        "T3\tspans 13 14;15 16\tX Y\n");
}

TEST_CASE("brat: both files, or neither for a document without the text") {
  Two two;
  fake::Document document(two.pipeline), bare(two.pipeline, "b");
  document.set(two.text, "a\r\nb");
  const Catalogue catalogue = two.pipeline.catalogue();
  const BratDocument brat{AnnotatedText(catalogue, {})};
  std::string out;
  CHECK(brat.append_text(document.view(), out));
  CHECK(out == "a\r\nb");
  CHECK(written<BratDocument>(two.pipeline, document).empty());
  CHECK_FALSE(brat.append_text(bare.view(), out));
}

TEST_CASE("nif: a context and a phrase for each span, named by their places") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline, "a b/ü.txt");
  fake::fill_sample(document, pipeline);
  const std::string out = written<NifGraph>(pipeline, document, entities_only);
  CHECK(out.find("\n<https://example.org/a/a%20b/%C3%BC.txt#char=0,39>\n  a nif:Context , nif:RFC5147String ;\n"
                 "  nif:beginIndex \"0\"^^xsd:nonNegativeInteger ;\n  nif:endIndex \"39\"^^xsd:nonNegativeInteger ;\n"
                 "  nif:sourceUrl <https://example.org/a/a%20b/%C3%BC.txt> ;\n"
                 "  nif:isString \"Der Chip „A100“ kostet 10\u202F000 €. A100!\\n\" .\n") == 0);
  CHECK(out.find("\n<https://example.org/a/a%20b/%C3%BC.txt#char=10,14>\n  a nif:Phrase , nif:RFC5147String ;\n"
                 "  nif:referenceContext <https://example.org/a/a%20b/%C3%BC.txt#char=0,39> ;\n"
                 "  nif:beginIndex \"10\"^^xsd:nonNegativeInteger ;\n  nif:endIndex \"14\"^^xsd:nonNegativeInteger ;\n"
                 "  nif:anchorOf \"A100\" ;\n  dc:type \"chip\" ;\n"
                 "  itsrdf:taIdentRef <http://www.wikidata.org/entity/Q120000000> ;\n"
                 "  itsrdf:taConfidence \"0.97\"^^xsd:double .\n") != std::string::npos);
  const std::string unknown = out.substr(out.find("#char=33,37"));
  CHECK(unknown.find("taIdentRef") == std::string::npos);
}

TEST_CASE("turtle strings escape what they must and nothing else") {
  std::string out;
  append_turtle_string(out, "a\"b\\c\nd\re\tf\x01é");
  CHECK(out == "\"a\\\"b\\\\c\\nd\\re\\tf\x01é\"");
}

TEST_CASE("web annotation: a page of annotations, each with position, quotation, label and meaning") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const std::string out = written<WebAnnotationPage>(pipeline, document, entities_only);
  CHECK(out.substr(0, out.find('\n')) ==
        "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"score\":\"http://www.w3.org/2005/11/its/"
        "rdf#taConfidence\"}],"
        "\"id\":\"https://example.org/a/a.txt#annotations\",\"type\":\"AnnotationPage\",\"items\":[");
  CHECK(
      out.find(
          "\n{\"id\":\"https://example.org/a/a.txt#entities-1\",\"type\":\"Annotation\",\"motivation\":\"identifying\","
          "\"generator\":{\"type\":\"Software\",\"name\":\"entity-linker 1.0.0\"},\"body\":["
          "{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"format\":\"text/plain\",\"value\":\"chip\"},"
          "{\"type\":\"SpecificResource\",\"purpose\":\"identifying\",\"source\":\"http://www.wikidata.org/entity/"
          "Q120000000\"},"
          "{\"type\":\"TextualBody\",\"purpose\":\"describing\",\"format\":\"text/plain\",\"value\":\"Nvidia A100\"}],"
          "\"score\":0.97,\"target\":{\"source\":\"https://example.org/a/a.txt\",\"selector\":["
          "{\"type\":\"TextPositionSelector\",\"start\":10,\"end\":14},"
          "{\"type\":\"TextQuoteSelector\",\"exact\":\"A100\",\"prefix\":\"Der Chip „\",\"suffix\":\"“ kostet "
          "10\u202F000 €. A100!\\n\"}"
          "]}},\n") != std::string::npos);
  CHECK(out.find("#entities-2\",\"type\":\"Annotation\",\"motivation\":\"tagging\"") != std::string::npos);
}

TEST_CASE("web annotation: a document without spans is a page without items, one without the text is none") {
  Two two;
  fake::Document document(two.pipeline), bare(two.pipeline, "b");
  document.set(two.text, "nothing");
  CHECK(written<WebAnnotationPage>(two.pipeline, document).ends_with("\"items\":[]}\n"));
  CHECK(written<WebAnnotationPage>(two.pipeline, bare).empty());
  CHECK(written<NifGraph>(two.pipeline, bare).empty());
}

TEST_CASE("all spans over the text are written unless some are chosen, and those over other texts never") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const std::string all = written<BratDocument>(pipeline, document);
  CHECK(all.find("\todd 0 3\tDer\n") != std::string::npos);
  CHECK(all.find("\tchip 10 14\t") != std::string::npos);
  CHECK(all.find("menu") == std::string::npos);
}

TEST_CASE("what does not exist, and what is no IRI, is told with what would be right") {
  const fake::SamplePipeline pipeline;
  const auto messages = [&](const AnnotationSettings& settings) {
    std::string all;
    for (const docmill::ConfigError& e : check_annotations(pipeline.catalogue(), settings))
      all += e.option + ": " + e.what() + "\n";
    return all;
  };
  CHECK(messages({"txt", {}, "a:b", "a:b"}) ==
        "text: no text layer 'txt' (did you mean 'text'?); there are: text, summary\n");
  CHECK(messages({"text", {"entity", "removed"}, "a:b", "a:b"}) ==
        "spans: no spans 'entity' over 'text'; there are: entities, odd\n"
        "spans: no spans 'removed' over 'text'; there are: entities, odd\n");
  CHECK(messages({"text", {}, "no iri", "x:<>"}) ==
        "document-iri: 'no iri' cannot begin an IRI; write something like \"https://example.org/articles/\"\n"
        "value-iri: 'x:<>' cannot begin an IRI; write something like \"https://example.org/articles/\"\n");
  for (const char* iri : {"", ":", "1a:", "/a", "a b:c", "a:\n", "a:#"})
    CHECK_FALSE(check_annotations(pipeline.catalogue(), {"text", {}, iri, "a:b"}).empty());
}

TEST_CASE("random texts and spans: every format names the same characters") {
  std::mt19937 random(7);
  Two two;
  for (int round = 0; round < 200; ++round) {
    fake::Document document(two.pipeline);
    const std::string text = docmill::test::random_text(random, 60);
    document.set(two.text, text);
    std::vector<std::pair<uint32_t, uint32_t>> places;
    for (int i = 0; i < 5; ++i) {
      const uint32_t a = fake::border(text, random() % (text.size() + 1)),
                     b = fake::border(text, random() % (text.size() + 1));
      places.emplace_back(std::min(a, b), std::max(a, b));
    }
    std::sort(places.begin(), places.end());
    docmill::Spans& spans = document.spans(two.spans);
    for (const auto& [start, end] : places) spans.add({start, end, "x", {}, 0.25});

    rapidjson::Document page;
    const std::string json = written<WebAnnotationPage>(two.pipeline, document);
    page.Parse(json.data(), json.size());
    REQUIRE_FALSE(page.HasParseError());
    REQUIRE(page["items"].Size() == places.size());
    for (rapidjson::SizeType i = 0; i < page["items"].Size(); ++i) {
      const auto& selector = page["items"][i]["target"]["selector"];
      const std::string exact(string_of(selector[1]["exact"]));
      CHECK(slice(text, selector[0]["start"].GetUint64(), selector[0]["end"].GetUint64()) == exact);
      const std::string around =
          std::string(string_of(selector[1]["prefix"])) + exact + std::string(string_of(selector[1]["suffix"]));
      CHECK(text.find(around) != std::string::npos);
    }
    // brat: the words of a line are those at its offsets, joined by spaces.
    for (const std::string& line : lines_of(written<BratDocument>(two.pipeline, document))) {
      if (line[0] != 'T') continue;
      const std::size_t space = line.find(' '), tab = line.find('\t', space);
      std::string joined, offsets = line.substr(space + 1, tab - space - 1) + ";";
      for (std::size_t from = 0; from < offsets.size();) {
        const std::size_t end = offsets.find(';', from);
        const std::string part = offsets.substr(from, end - from);
        if (!joined.empty()) joined += ' ';
        joined += slice(text, std::stoul(part), std::stoul(part.substr(part.find(' '))));
        from = end + 1;
      }
      CHECK(line.substr(tab + 1) == joined);
    }
  }
}
