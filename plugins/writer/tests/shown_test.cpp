// What is written and under which name: every format, every kind of address.
#include "catalogue/shown.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <stdexcept>

#include "csv/record_csv.hpp"
#include "markdown/record_markdown.hpp"
#include "records/record_json.hpp"
#include "records/record_schema.hpp"
#include "sample_pipeline.hpp"
#include "writer_options.hpp"

using namespace docmill::writer;
using Strings = std::vector<std::string>;

namespace {

struct Sample : fake::SamplePipeline {
  fake::Document document{*this};
  Sample() {
    fake::fill_sample(document, *this);
    document.set(4, R"({"author":"A. Muster","tags":[1, 2],"we\u0062":"x"})");
  }
  std::string record(const Strings& omit, const Strings& rename = {}) {
    const Catalogue shown = catalogue().with(read_shown(omit, rename));
    Positions positions(shown.size(), docmill::Unit::codepoint);
    std::string out;
    JsonRecord(shown, {}).append(document.view(), positions, out);
    return out;
  }
  std::string page(const Strings& omit, const Strings& rename = {}) {
    const Catalogue shown = catalogue().with(read_shown(omit, rename));
    MarkdownPage::Scratch scratch;
    std::string out;
    MarkdownPage(shown).append(document.view(), scratch, out);
    return out;
  }
  std::string table(CsvSettings settings, const Strings& omit, const Strings& rename = {}) {
    const Catalogue shown = catalogue().with(read_shown(omit, rename));
    const CsvTable csv(shown, settings);
    Positions positions(shown.size(), docmill::Unit::codepoint);
    CsvTable::Scratch scratch;
    std::string out = csv.header();
    csv.append(document.view(), positions, scratch, out);
    return out;
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Strings shown_messages(const WriterOptions& options, const fake::Pipeline& pipeline) {
  Strings all;
  for (const docmill::ConfigError& e : check_options(options, pipeline.catalogue()))
    all.push_back(std::string(e.option) + "[" + std::to_string(e.item) + "]: " + e.what());
  return all;
}

std::string shown_json(std::string_view json, const Strings& omit, const Strings& rename) {
  std::string out;
  append_shown_json(out, json, read_shown(omit, rename).in("metadata"), "metadata");
  return out;
}

}  // namespace

TEST_CASE("a record says only what it is let") {
  Sample s;
  const std::string all = s.record({});
  CHECK(has(all, R"("metadata":{"author":"A. Muster","tags":[1,2],"we\u0062":"x"})"));

  for (const char* key : {"id", "source", "line", "metadata", "errors", "offsets", "layers", "text", "article",
                          "removed", "entities", "summary", "odd", "extra"}) {
    CAPTURE(key);
    CHECK(has(all, "\"" + std::string(key) + "\":"));
    const std::string some = s.record({key});
    rapidjson::Document json;
    json.Parse(some.c_str());
    REQUIRE_FALSE(json.HasParseError());
    CHECK_FALSE(json.HasMember(key));
  }
  CHECK(s.record({"id", "source", "line", "metadata", "errors", "offsets", "layers", "text", "article", "removed",
                  "language", "entities", "summary", "odd", "extra"}) == "{}\n");
}

TEST_CASE("keys of attributes, columns of spans and members of JSON are left out") {
  Sample s;
  const std::string record = s.record({"article.byline", "entities.text", "entities.value", "removed.reason",
                                       "metadata.author", "metadata.web", "extra.a", "odd.start", "odd.source_end"});
  CHECK_FALSE(has(record, "A. Muster"));
  CHECK_FALSE(has(record, "byline"));
  CHECK_FALSE(has(record, "reason"));
  CHECK(has(record, R"("metadata":{"tags":[1,2]})"));
  CHECK(has(record, R"("extra":{})"));
  CHECK(has(record, R"("entities":[{"start":10,"end":14,"label":"chip","score":0.97,"name":"Nvidia A100")"));
  CHECK(has(record, R"("odd":[{"end":3,"text":"Der","sure":true)"));
}

TEST_CASE("everything can be called otherwise, and what points at it follows") {
  Sample s;
  const std::string record = s.record({}, {"text = body", "article.title = headline", "entities.text=words",
                                           "id = name", "metadata.author = by", "layers = made_by", "extra.a = b"});
  CHECK(record.starts_with(R"({"name":"a.txt","source")"));
  CHECK(has(record, R"(,"body":"Der Chip)"));
  CHECK(has(record, R"("article":{"headline":"Der Chip")"));
  CHECK(has(record, R"("end":14,"words":"A100")"));
  CHECK(has(record, R"("metadata":{"by":"A. Muster","tags")"));
  CHECK(has(record, R"("extra":{"b":[1,2]})"));
  CHECK(has(record, R"("made_by":{"body":{"by":"cleaner 1.0.0","over":"source"})"));
  CHECK(has(record, R"("entities":{"by":"entity-linker 1.0.0","over":"body"})"));
}

TEST_CASE("members of metadata whose new name is taken fail the document") {
  CHECK(shown_json(R"({ "a":1 ,"b":2})", {"metadata.b"}, {"metadata.a = b"}) == R"({"b":1})");
  CHECK(shown_json(R"({"a":1,"b":2})", {}, {"metadata.a = b", "metadata.b = a"}) == R"({"b":1,"a":2})");
  CHECK(shown_json(R"({"a":1,"a":2})", {"metadata.c"}, {}) == R"({"a":1,"a":2})");
  CHECK(shown_json(R"({"a.b":1,"c":2})", {"metadata.a.b"}, {}) == R"({"c":2})");
  CHECK(shown_json("[1, 2]", {"metadata.a"}, {}) == "[1,2]");
  CHECK(shown_json("", {"metadata.a"}, {}) == "null");
  CHECK_THROWS_WITH(shown_json(R"({"a":1,"b":2})", {}, {"metadata.a = b"}),
                    "'metadata' has 'a' and 'b', and by 'rename' both would be called 'b'");
}

TEST_CASE("a page and a table keep to it, too") {
  Sample s;
  const std::string page = s.page({"article.byline", "metadata.author", "source", "entities.label", "odd"},
                                  {"summary = gist", "language.score = sure"});
  CHECK_FALSE(has(page, "A. Muster"));
  CHECK_FALSE(has(page, "Source:"));
  CHECK_FALSE(has(page, "| chip "));
  CHECK(has(page, "*Gist by summarizer-stub 1.0.0*"));
  CHECK_FALSE(has(s.page({"metadata"}), "Muster\",\"tags"));
  CHECK(has(s.page({"id", "article.title"}), "# Untitled\n"));

  CHECK(s.table({}, {"source", "article.byline", "article.date", "article.site", "article.url", "language", "summary"},
                {"article.title = headline", "id = name"}) == "name,line,headline\na.txt,,Der Chip\n");
  CsvSettings metadata;
  metadata.columns = {"id", "metadata"};
  CHECK(s.table(metadata, {"metadata.author", "metadata.tags"}, {"metadata = rest"}) ==
        "id,rest\na.txt,\"{\"\"web\"\":\"\"x\"\"}\"\n");
}

TEST_CASE("what is no address, no renaming or no new name is told") {
  fake::SamplePipeline pipeline;
  WriterOptions options;
  options.omit = {"article.titel", "text.start", "article.", "metadata.anything", "line", "extra.x", "source.x"};
  options.rename = {"article", "entities.valu = key",   "line = row", "summary = article", "id = odd",
                    "id = x",  "entities.value = label"};
  CHECK(shown_messages(options, pipeline) ==
        Strings{"omit[0]: 'article' has no 'titel' (did you mean 'title'?); it has: title, byline, date, site, url",
                "omit[1]: 'text' has no parts that could be named",
                "omit[2]: 'article.' names nothing; leave out the point, or say what is meant",
                "omit[6]: 'source' has no parts that could be named",
                "rename[0]: 'article' is no renaming; write \"OLD = NEW\", as in \"article.title = headline\"",
                "rename[1]: 'entities' has no 'valu' (did you mean 'value'?); it has: start, end, text, label, value, "
                "score, name, wikidata, source_start, source_end",
                "rename[2]: 'line' is left out by 'omit', so it has no name", "rename[5]: 'id' is renamed twice"});
  options.omit.clear();
  options.rename = {"summary = article", "entities.value = label"};
  CHECK(shown_messages(options, pipeline) ==
        Strings{"rename[0]: 'article' and 'summary' would both be called 'article'",
                "rename[0]: 'entities.label' and 'entities.value' would both be called "
                "'label'"});
  options.rename = {"summary = article", "article = summary"};
  CHECK(shown_messages(options, pipeline).empty());
  options.rename.clear();
  options.format = "brat";
  options.omit = {"text", "entities.text", "entities.value"};
  CHECK(shown_messages(options, pipeline) ==
        Strings{"omit[0]: 'brat' cannot do without 'text'",
                "omit[1]: 'brat' cannot do without 'entities.text'; leave out the layer: "
                "omit = [\"entities\"]",
                "text[0]: no text layer 'text'; there are: summary"});
}

TEST_CASE("what was replaced is not written unless it is named; the text before a rewrite is, and is warned of") {
  fake::Pipeline pipeline;
  const uint32_t old = pipeline.text("text@cleaner", "cleaner 1.0.0", "source");
  const uint32_t names = pipeline.spans("names", "linker 1.0.0", "text@cleaner");
  const uint32_t before =
      pipeline.attributes("article@cleaner", "cleaner 1.0.0", {docmill::field::string("byline", "")});
  const uint32_t after = pipeline.attributes("article", "redactor 1.0.0", {docmill::field::string("byline", "")});
  const uint32_t text = pipeline.text("text", "redactor 1.0.0", "text@cleaner");
  fake::Document document(pipeline);
  document.set(old, "Ada said so.", {{0, 0, 1, 1}});
  document.spans(names).add({0, 3, "person"});
  document.attributes(before, 1).string(0, "Ada");
  document.attributes(after, 1).string(0, "X");
  document.set(text, "X said so.", {{0, 0, 1, 1}});
  const auto record = [&](const WriterOptions& options) {
    const Catalogue shown = pipeline.catalogue().with(read_shown(options.omit, options.rename));
    Positions positions(shown.size(), docmill::Unit::codepoint);
    std::string out;
    JsonRecord(shown, {}).append(document.view(), positions, out);
    return out;
  };
  const auto warning = [&](const WriterOptions& options) {
    return warning_of_old_texts(options, pipeline.catalogue().with(read_shown(options.omit, options.rename)));
  };
  WriterOptions options;
  CHECK(has(record(options), R"("article":{"byline":"X"})"));
  CHECK_FALSE(has(record(options), "article@cleaner"));
  CHECK(has(record(options), R"("text@cleaner":"Ada said so.")"));
  CHECK(warning(options) ==
        "what stood in the text before redactor 1.0.0 rewrote it is written: text@cleaner, names.text, names.label, "
        "names.value; if that must not be seen, leave it out: omit = [\"text@cleaner\", \"names.text\", "
        "\"names.label\", \"names.value\"]");
  options.omit = {"text@cleaner", "names.text", "names.value"};
  options.rename = {"names.label = kind"};  // looked at, and wanted
  CHECK(warning(options).empty());
  CHECK_FALSE(has(record(options), "Ada"));
  options.omit = {"names"};
  options.rename = {"text@cleaner = full_text", "article@cleaner = before"};
  CHECK(shown_messages(options, pipeline).empty());
  CHECK(warning(options).empty());
  CHECK(has(record(options), R"("before":{"byline":"Ada"})"));
}

TEST_CASE("where several stages can make a layer, each record names the one that did") {
  fake::Pipeline pipeline;
  const uint32_t makers = pipeline.json("makers@host", "host");
  const uint32_t summary = pipeline.text("summary", "short (stub 1.0.0) or long (stub 1.0.0)");
  const Catalogue catalogue = pipeline.catalogue();
  const JsonRecord json(catalogue, {});
  const auto record = [&](std::string_view who) {
    fake::Document document(pipeline);
    document.set(makers, std::string(who));
    document.set(summary, "x");
    Positions positions(catalogue.size(), docmill::Unit::codepoint);
    std::string out;
    json.append(document.view(), positions, out);
    return out;
  };
  const std::string one = record("{\"summary\":\"long (stub 1.0.0)\"}");
  CHECK(has(one, "\"layers\":{\"summary\":{\"by\":\"long (stub 1.0.0)\"}}}\n"));
  CHECK(has(record("{}"), "\"layers\":{\"summary\":{\"by\":null}}}\n"));
  CHECK(has(record_schema(catalogue, {}), "\"description\": \"short (stub 1.0.0) or long (stub 1.0.0)\""));
}
