// Tables: bytes by hand, and a small reader of RFC 4180 to bring them back.
#include "csv/record_csv.hpp"

#include <doctest/doctest.h>

#include "sample_pipeline.hpp"
#include "support/random_text.hpp"

using docmill::writer::CsvSettings;
using docmill::writer::CsvTable;

namespace {

std::string table(const fake::Pipeline& pipeline, fake::Document& document, const CsvSettings& settings) {
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  REQUIRE(docmill::writer::check_csv(catalogue, settings).empty());
  const CsvTable csv(catalogue, settings);
  docmill::writer::Positions positions(catalogue.size(), settings.offsets);
  CsvTable::Scratch scratch;
  std::string out = csv.header();
  csv.append(document.view(), positions, scratch, out);
  return out;
}

std::string cell(std::optional<std::string_view> value) {
  std::string out;
  docmill::writer::append_csv_cell(out, value);
  return out;
}

// Rows of cells; a null is nothing, an empty string is "".
std::vector<std::vector<std::optional<std::string>>> read_csv(std::string_view text) {
  std::vector<std::vector<std::optional<std::string>>> rows;
  for (std::size_t at = 0; at < text.size();) {
    auto& row = rows.emplace_back();
    for (bool more = true; more;) {
      std::optional<std::string> value;
      if (text[at] == '"') {
        value.emplace();
        for (++at;; ++at) {
          if (text[at] == '"' && text[at + 1] != '"') break;
          if (text[at] == '"') ++at;
          *value += text[at];
        }
        ++at;
      } else {
        const std::size_t end = text.find_first_of(",\n", at);
        if (end != at) value = text.substr(at, end - at);
        at = end;
      }
      row.push_back(value);
      more = text[at++] == ',';
    }
  }
  return rows;
}

std::vector<std::string> messages(const fake::Pipeline& pipeline, const CsvSettings& settings) {
  std::vector<std::string> all;
  for (const docmill::ConfigError& e : docmill::writer::check_csv(pipeline.catalogue(), settings)) {
    all.push_back(e.option + "[" + std::to_string(e.item) + "]: " + e.what());
  }
  return all;
}

}  // namespace

TEST_CASE("cells are quoted only where they must be") {
  CHECK(cell("plain text; with 'signs' = +1") == "plain text; with 'signs' = +1");
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(cell("two\nlines") == "\"two\nlines\"");
  CHECK(cell("two\rlines") == "\"two\rlines\"");
  CHECK(cell("\"") == "\"\"\"\"");
}

TEST_CASE("null is nothing, the empty string is two quotation marks") {
  CHECK(cell(std::nullopt) == "");
  CHECK(cell("") == "\"\"");
}

TEST_CASE("what a spreadsheet would take for a formula is left as it is") {
  CHECK(cell("=1+1") == "=1+1");
  CHECK(cell("@x") == "@x");
  CHECK(cell("-5") == "-5");
}

TEST_CASE("documents: the default columns are the facts, without the article's text") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  CHECK(table(pipeline, document, {}) ==
        "id,source,line,article.title,article.byline,article.date,article.site,article.url,language.tag,"
        "language.script,language.score,summary\n"
        "a.txt,a.txt,,Der Chip,A. Muster,,,,de,Latn,0.99,Ein Chip.\n");
}

TEST_CASE("documents: every kind of address") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  document.place("p.jsonl", 3);
  document.set(4, R"({"url":"https:\/\/example.org\/?a=1,2","n":[1, 2],"none":null,"dot.ted":true,"url2":""})");
  document.set(6, R"([{"stage":"s"}])");
  const CsvSettings settings{
      "documents",
      {"line", "metadata.url", "metadata.n", "metadata.none", "metadata.missing", "metadata.dot.ted", "metadata.url2",
       "extra", "extra.a", "errors", "text", "language.score"},
      docmill::Unit::codepoint};
  const auto rows = read_csv(table(pipeline, document, settings));
  REQUIRE(rows.size() == 2);
  REQUIRE(rows[1].size() == 12);
  CHECK(rows[1][0] == "3");
  CHECK(rows[1][1] == "https://example.org/?a=1,2");
  CHECK(rows[1][2] == "[1,2]");
  CHECK(rows[1][3] == std::nullopt);
  CHECK(rows[1][4] == std::nullopt);
  CHECK(rows[1][5] == "true");
  CHECK(rows[1][6] == "");
  CHECK(rows[1][7] == "{\"a\":[1,2]}");
  CHECK(rows[1][8] == "[1,2]");
  CHECK(rows[1][9] == "[{\"stage\":\"s\"}]");
  CHECK(rows[1][10] == document.view().text(pipeline.clean));
  CHECK(rows[1][11] == "0.99");
}

TEST_CASE("of two members with one name the last counts, escapes undone") {
  fake::Pipeline pipeline;
  fake::Document document(pipeline);
  document.set(4, R"({"k":"old","\u006b":"new \"\ud83d\ude00\""})");
  CHECK(table(pipeline, document, {"documents", {"metadata.k"}, {}}) == "metadata.k\n\"new \"\"😀\"\"\"\n");
}

TEST_CASE("the only cell of a row is written even when it is null") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  CHECK(table(pipeline, document, {"documents", {"summary"}, {}}) == "summary\n\"\"\n");
}

TEST_CASE("absent layers are null cells") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  CHECK(table(pipeline, document, {"documents", {"id", "article.title", "extra", "extra.a", "text"}, {}}) ==
        "id,article.title,extra,extra.a,text\na.txt,,,,\n");
}

TEST_CASE("spans: the default columns are the id and the spans' own") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  CHECK(table(pipeline, document, {"entities", {}, {}}) ==
        "id,start,end,text,label,value,score,name,wikidata,source_start,source_end\n"
        "a.txt,10,14,A100,chip,nvidia-a100,0.97,Nvidia A100,Q120000000,17,21\n"
        "a.txt,33,37,A100,chip,,0.5,,,46,50\n");
  CHECK(table(pipeline, document, {"removed", {}, {}}) ==
        "id,label,score,reason,source_start,source_end\na.txt,menu,1.0,first-line,0,5\n");
  CHECK(table(pipeline, document, {"odd", {}, {}}) ==
        "id,start,end,text,sure,rank,weight,remark,source_start,source_end\na.txt,0,3,Der,true,-7,2.0,x\ty,5,8\n");
}

TEST_CASE("spans: columns of the document stand in every row") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  CHECK(table(pipeline, document, {"entities", {"text", "article.title", "entities.value", "summary"}, {}}) ==
        "text,article.title,entities.value,summary\nA100,Der Chip,nvidia-a100,Ein Chip.\nA100,Der Chip,,Ein Chip.\n");
}

TEST_CASE("spans: a document without any gives no row") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  CHECK(table(pipeline, document, {"entities", {"id"}, {}}) == "id\n");
  document.set(pipeline.clean, "");
  document.spans(pipeline.entities, 2);
  CHECK(table(pipeline, document, {"entities", {"id"}, {}}) == "id\n");
}

TEST_CASE("spans: offsets follow the unit") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  CHECK(table(pipeline, document, {"entities", {"start"}, docmill::Unit::byte}) == "start\n12\n41\n");
}

TEST_CASE("a field called like a key of the record is reached by its full address") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t spans = pipeline.spans("e", "l 1", "text", {docmill::field::string("line", "")},
                                        DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE);
  fake::Document document(pipeline);
  document.place("a.txt", 8);
  document.set(text, "x", fake::identity_map());
  document.spans(spans, 1).add({0, 1}).string(0, "own");
  CHECK(table(pipeline, document, {"e", {"line", "e.line"}, {}}) == "line,e.line\n8,own\n");
  CHECK(table(pipeline, document, {"e", {}, {}}) ==
        "id,start,end,text,e.line,source_start,source_end\na.txt,0,1,x,own,0,1\n");
}

TEST_CASE("unknown columns are all reported, each with its place and a suggestion") {
  fake::Pipeline pipeline;
  pipeline.text("text", "c 1", "source");
  pipeline.attributes("article", "c 1", {docmill::field::string("title", ""), docmill::field::string("date", "")});
  const auto all = messages(pipeline, {"documents", {"id", "article.titel", "article", "article.", "id"}, {}});
  REQUIRE(all.size() == 4);
  CHECK(all[0] ==
        "columns[1]: no column 'article.titel' (did you mean 'article.title'?); there are: id, source, line, "
        "metadata, metadata.KEY, errors, text, article.title, article.date");
  CHECK(all[1] == "columns[2]: 'article' has several keys, name one: article.title, article.date");
  CHECK(all[2].find("columns[3]: no column 'article.'") == 0);
  CHECK(all[3] == "columns[4]: column 'id' stands there twice; name each once");
}

TEST_CASE("a spans layer as a column is told to be rows") {
  fake::SamplePipeline pipeline;
  CHECK(
      messages(pipeline, {"documents", {"entities"}, {}}) ==
      std::vector<std::string>{"columns[0]: 'entities' is a layer of spans, one row each: write rows = \"entities\" in "
                               "a writer of its own"});
}

TEST_CASE("rows that do not exist are reported with those that do") {
  fake::SamplePipeline pipeline;
  CHECK(messages(pipeline, {"entites", {}, {}}) ==
        std::vector<std::string>{"rows[0]: no spans layer 'entites' (did you mean 'entities'?); there are: documents, "
                                 "removed, entities, odd"});
  CHECK(messages(pipeline, {"text", {}, {}}).size() == 1);
}

TEST_CASE("start and end are no columns of spans over the source") {
  fake::SamplePipeline pipeline;
  CHECK(messages(pipeline, {"removed", {"start"}, {}}).size() == 1);
}

TEST_CASE("every column that is offered exists") {
  fake::SamplePipeline pipeline;
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  for (const char* rows : {"documents", "entities", "removed", "odd"}) {
    const docmill::writer::LayerInfo* layer = catalogue.find(rows);
    for (const std::string& name : docmill::writer::known_columns(catalogue, layer)) {
      CAPTURE(name);
      CHECK(docmill::writer::find_column(catalogue, layer, name).has_value());
    }
    for (const std::string& name : docmill::writer::default_columns(catalogue, layer)) {
      CHECK(docmill::writer::find_column(catalogue, layer, name).has_value());
    }
  }
}

TEST_CASE("random texts come back from a table") {
  std::mt19937 random(4180);
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "c 1", "source");
  const uint32_t article = pipeline.attributes("a", "c 1", {docmill::field::string("b", "")});
  for (int round = 0; round < 300; ++round) {
    fake::Document document(pipeline);
    const std::string first = docmill::test::random_text(random, random() % 20),
                      second = docmill::test::random_text(random, random() % 5);
    document.set(text, first, fake::identity_map());
    document.attributes(article, 1).string(0, second);
    const auto rows = read_csv(table(pipeline, document, {"documents", {"text", "a.b"}, {}}));
    REQUIRE(rows.size() == 2);
    REQUIRE(rows[1] == std::vector<std::optional<std::string>>{first, second});
  }
}
