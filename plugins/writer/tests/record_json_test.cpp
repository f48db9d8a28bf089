// The record: bytes by hand for small cases, RapidJSON and slicing for the rest.
#include "records/record_json.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include "sample_pipeline.hpp"
#include "support/random_text.hpp"

using docmill::Unit;
using docmill::writer::JsonRecord;
using docmill::writer::JsonSettings;
using docmill::writer::Positions;

namespace {

std::string record(const fake::Pipeline& pipeline, fake::Document& document, const JsonSettings& settings = {},
                   const docmill::writer::Shown& shown = {}) {
  const docmill::writer::Catalogue catalogue = pipeline.catalogue().with(shown);
  const JsonRecord json(catalogue, settings);
  Positions positions(catalogue.size(), settings.offsets);
  std::string out;
  json.append(document.view(), positions, out);
  return out;
}

// `text` by code points, as Python slices.
std::string slice_of_text(std::string_view text, std::size_t start, std::size_t end) {
  std::size_t at = 0, n = 0, from = text.size();
  for (; at < text.size() && n < end; ++n) {
    if (n == start) from = at;
    docmill::utf8::next(text, at);
  }
  return std::string(text.substr(std::min(from, at), at - std::min(from, at)));
}

std::string_view json_string_of(const rapidjson::Value& v) { return {v.GetString(), v.GetStringLength()}; }

}  // namespace

TEST_CASE("a pipeline without stages still gives a record") {
  fake::Pipeline pipeline;
  fake::Document document(pipeline, "notes/a.txt");
  document.place("notes/a.txt", std::nullopt);
  CHECK(record(pipeline, document) ==
        "{\"id\":\"notes/a.txt\",\"source\":\"notes/a.txt\",\"line\":null,\"metadata\":{},\"errors\":[],"
        "\"offsets\":\"codepoint\",\"layers\":{}}\n");
}

TEST_CASE("line, metadata and errors of the host stand in the record, on one line") {
  fake::Pipeline pipeline;
  fake::Document document(pipeline, "id\n\"7\"");
  document.place("part.jsonl", 12);
  document.set(4, "{ \"b\": 1,\n \"a\": \"x y\" }");
  document.set(6, R"([{"stage":"s","code":"c","message":"m"}])");
  CHECK(record(pipeline, document) ==
        "{\"id\":\"id\\n\\\"7\\\"\",\"source\":\"part.jsonl\",\"line\":12,\"metadata\":{\"b\":1,\"a\":\"x y\"},"
        "\"errors\":[{\"stage\":\"s\",\"code\":\"c\",\"message\":\"m\"}],\"offsets\":\"codepoint\",\"layers\":{}}\n");
}

TEST_CASE("the whole record of a sample, byte for byte") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  // 45 characters; the first A100 stands behind „ (3 bytes), the second behind “, U+202F and €.
  CHECK(
      record(pipeline, document) ==
      "{\"id\":\"a.txt\",\"source\":\"a.txt\",\"line\":null,\"metadata\":{},"
      "\"text\":\"Der Chip „A100“ kostet 10\u202F000 €. A100!\\n\","
      "\"article\":{\"title\":\"Der Chip\",\"byline\":\"A. Muster\",\"date\":null,\"site\":null,\"url\":null},"
      "\"removed\":[{\"label\":\"menu\",\"score\":1.0,\"reason\":\"first-line\",\"source_start\":0,\"source_end\":5}],"
      "\"language\":{\"tag\":\"de\",\"script\":\"Latn\",\"score\":0.99},"
      "\"entities\":[{\"start\":10,\"end\":14,\"text\":\"A100\",\"label\":\"chip\",\"value\":\"nvidia-a100\","
      "\"score\":0.97,\"name\":\"Nvidia A100\",\"wikidata\":\"Q120000000\",\"source_start\":17,\"source_end\":21},"
      "{\"start\":33,\"end\":37,\"text\":\"A100\",\"label\":\"chip\",\"value\":null,\"score\":0.5,\"name\":null,"
      "\"wikidata\":null,\"source_start\":46,\"source_end\":50}],"
      "\"summary\":\"Ein Chip.\","
      "\"odd\":[{\"start\":0,\"end\":3,\"text\":\"Der\",\"sure\":true,\"rank\":-7,\"weight\":2.0,"
      "\"remark\":\"x\\ty\",\"source_start\":5,\"source_end\":8}],"
      "\"extra\":{\"a\":[1,2]},\"errors\":[],\"offsets\":\"codepoint\","
      "\"layers\":{\"text\":{\"by\":\"cleaner 1.0.0\",\"over\":\"source\"},\"article\":{\"by\":\"cleaner 1.0.0\"},"
      "\"removed\":{\"by\":\"cleaner 1.0.0\",\"over\":\"source\"},\"language\":{\"by\":\"language-tagger 1.0.0\"},"
      "\"entities\":{\"by\":\"entity-linker 1.0.0\",\"over\":\"text\"},\"summary\":{\"by\":\"summarizer-stub 1.0.0\"},"
      "\"odd\":{\"by\":\"custom 0.1.0\",\"over\":\"text\"},\"extra\":{\"by\":\"custom 0.1.0\"}}}\n");
}

TEST_CASE("absent layers are null, empty ones are empty") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  document.set(pipeline.clean, "", {});
  document.spans(pipeline.entities, 2);
  document.attributes(pipeline.language, 3);
  rapidjson::Document json;
  json.Parse(record(pipeline, document).c_str());
  REQUIRE_FALSE(json.HasParseError());
  CHECK(json_string_of(json["text"]) == "");
  CHECK(json["entities"].IsArray());
  CHECK(json["entities"].Empty());
  CHECK(json["language"].MemberCount() == 3);
  CHECK(json["language"]["tag"].IsNull());
  for (const char* name : {"article", "removed", "summary", "odd", "extra"}) CHECK(json[name].IsNull());
}

TEST_CASE("a layer that a later stage took the name of keeps its own") {
  fake::Pipeline pipeline;
  const uint32_t old_text = pipeline.text("text@cleaner", "cleaner 1.0.0", "source");
  const uint32_t spans = pipeline.spans("words", "words 1.0.0", "text@cleaner", {}, DOCMILL_PORT_NO_VALUE);
  const uint32_t new_text = pipeline.text("text", "redact 1.0.0", "text@cleaner");
  fake::Document document(pipeline);
  document.set(old_text, "old é", fake::identity_map());
  document.set(new_text, "new", fake::identity_map());
  document.spans(spans).add({4, 6, "w", {}, {}});
  const std::string line = record(pipeline, document);
  CHECK(
      line.find(
          "\"text@cleaner\":\"old é\",\"words\":[{\"start\":4,\"end\":5,\"text\":\"é\",\"label\":\"w\",\"score\":null,"
          "\"source_start\":4,\"source_end\":6}],\"text\":\"new\"") != std::string::npos);
  CHECK(line.find("\"text\":{\"by\":\"redact 1.0.0\",\"over\":\"text@cleaner\"}") != std::string::npos);
}

TEST_CASE("offsets in bytes and in UTF-16 units say so") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans = pipeline.spans("e", "l 1", "text", {}, DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE);
  fake::Document document(pipeline);
  document.set(text, "😀é!", fake::identity_map());
  document.spans(spans).add({6, 7, "x", {}, {}});
  const std::string bytes = record(pipeline, document, {Unit::byte, true});
  CHECK(bytes.find("{\"start\":6,\"end\":7,\"text\":\"!\"") != std::string::npos);
  CHECK(bytes.find("\"offsets\":\"byte\"") != std::string::npos);
  const std::string utf16 = record(pipeline, document, {Unit::utf16, true});
  CHECK(utf16.find("{\"start\":3,\"end\":4,\"text\":\"!\"") != std::string::npos);
  CHECK(utf16.find("\"offsets\":\"utf16\"") != std::string::npos);
  const std::string points = record(pipeline, document);
  CHECK(points.find("{\"start\":2,\"end\":3,\"text\":\"!\"") != std::string::npos);
}

TEST_CASE("source offsets can be left out") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const std::string line = record(pipeline, document, {Unit::codepoint, false});
  CHECK(line.find("source_start") == std::string::npos);
  CHECK(line.find("\"removed\":[{\"label\":\"menu\",\"score\":1.0,\"reason\":\"first-line\"}]") != std::string::npos);
}

TEST_CASE("spans over the source with no column in use are empty objects without source offsets") {
  fake::Pipeline pipeline;
  const uint32_t spans = pipeline.spans("holes", "h 1", "source", {},
                                        DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE);
  fake::Document document(pipeline);
  document.set(1, "abc", fake::identity_map());
  document.spans(spans).add({0, 1}).add({1, 2});
  CHECK(record(pipeline, document, {Unit::codepoint, false}).find("\"holes\":[{},{}]") != std::string::npos);
  CHECK(record(pipeline, document)
            .find("\"holes\":[{\"source_start\":0,\"source_end\":1},"
                  "{\"source_start\":1,\"source_end\":2}]") != std::string::npos);
}

TEST_CASE("omitted layers are gone from the record and from layers, and nothing else changes") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const std::string all = record(pipeline, document);
  std::string some = record(pipeline, document, {}, docmill::writer::read_shown({"summary", "text"}, {}));
  CHECK(some.find("summary") == std::string::npos);
  CHECK(some.find("\"text\":{\"by\"") == std::string::npos);
  // Spans over a text that was left out keep their places and words.
  const std::size_t at = all.find("\"entities\":[");
  const std::string entities = all.substr(at, all.find("],", at) - at);
  CHECK(some.find(entities) != std::string::npos);
}

TEST_CASE("spans over a text that does not come from the source have no place there") {
  fake::SamplePipeline pipeline;
  const uint32_t marks = pipeline.spans("marks", "m 1", "summary");
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  document.spans(marks).add({0, 3, "x", "y", 0.25});
  CHECK(record(pipeline, document)
            .find("\"marks\":[{\"start\":0,\"end\":3,\"text\":\"Ein\",\"label\":\"x\",\"value\":\"y\",\"score\":0.25,"
                  "\"source_start\":null,\"source_end\":null}]") != std::string::npos);
}

TEST_CASE("a span in a text of the source that came out empty has a place at its start") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans = pipeline.spans("e", "l 1", "text");
  fake::Document document(pipeline);
  document.set(text, "");
  document.spans(spans).add({0, 0});
  CHECK(record(pipeline, document).find("\"source_start\":0,\"source_end\":0") != std::string::npos);
}

TEST_CASE("spans whose text is absent are refused with both names") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  document.remove(pipeline.clean);
  CHECK_THROWS_WITH(record(pipeline, document),
                    "the spans of 'entities' lie over 'text', which this document does not have");
}

TEST_CASE("an empty attributes layer is an empty object") {
  fake::Pipeline pipeline;
  const uint32_t layer = pipeline.attributes("flag", "f 1", {});
  fake::Document document(pipeline);
  document.attributes(layer, 0);
  CHECK(record(pipeline, document).find("\"flag\":{},") != std::string::npos);
}

TEST_CASE("NUL bytes and every plane pass through strings and back") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  fake::Document document(pipeline);
  const std::string content = std::string("a\0b", 3) + "\x01\x7f\u0080\u07ff\u0800\uffff\U00010000\U0010ffff";
  document.set(text, content, fake::identity_map());
  rapidjson::Document json;
  json.Parse(record(pipeline, document).c_str());
  REQUIRE_FALSE(json.HasParseError());
  CHECK(json_string_of(json["text"]) == content);
}

TEST_CASE("random documents: what RapidJSON reads back slices to the words of each span") {
  std::mt19937 random(99);
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans =
      pipeline.spans("e", "l 1", "text", {docmill::field::string("s", ""), docmill::field::number("n", "")});
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  const JsonRecord writer(catalogue, {});
  Positions positions(catalogue.size(), Unit::codepoint);  // one for all documents: it must forget
  for (int round = 0; round < 100; ++round) {
    fake::Document document(pipeline);
    const std::string content = docmill::test::random_text(random, random() % 400);
    document.set(text, content, fake::identity_map());
    struct Expected {
      uint32_t start, end;
      std::string s;
      double n;
    };
    std::vector<Expected> expected;
    for (std::size_t n = random() % 30; n > 0; --n) {
      const uint32_t start = fake::border(content, random() % (content.size() + 1));
      const uint32_t end = fake::border(content, start + random() % (content.size() + 1 - start));
      expected.push_back(
          {start, std::max(start, end), docmill::test::random_text(random, random() % 9), (random() % 1000) / 8.0});
    }
    std::sort(expected.begin(), expected.end(), [](const Expected& a, const Expected& b) { return a.start < b.start; });
    docmill::Spans& builder = document.spans(spans, 2);
    for (const Expected& e : expected) builder.add({e.start, e.end, e.s, {}, e.n}).string(0, e.s).number(1, e.n);

    std::string line;
    writer.append(document.view(), positions, line);
    REQUIRE(line.find('\n') == line.size() - 1);
    rapidjson::Document json;
    json.Parse(line.data(), line.size());
    REQUIRE_FALSE(json.HasParseError());
    REQUIRE(json_string_of(json["text"]) == content);
    REQUIRE(json["e"].Size() == expected.size());
    for (rapidjson::SizeType i = 0; i < expected.size(); ++i) {
      const rapidjson::Value& span = json["e"][i];
      const Expected& e = expected[i];
      REQUIRE(json_string_of(span["text"]) == content.substr(e.start, e.end - e.start));
      REQUIRE(slice_of_text(content, span["start"].GetUint(), span["end"].GetUint()) == json_string_of(span["text"]));
      REQUIRE(span["source_start"].GetUint() == e.start);
      REQUIRE(span["source_end"].GetUint() == e.end);
      REQUIRE(json_string_of(span["label"]) == e.s);
      REQUIRE(json_string_of(span["s"]) == e.s);
      REQUIRE(span["n"].GetDouble() == e.n);
      REQUIRE(span["value"].IsNull());
    }
  }
}
