// The files, read back by DuckDB as anybody would.
#include <doctest/doctest.h>

#include <deque>
#include <fstream>
#include <map>
#include <stdexcept>

#include "duckdb_reader.hpp"
#include "parquet_plan.hpp"
#include "parquet_tables.hpp"
#include "support/temp_folder.hpp"
#include "temporary_files/temporary_files.hpp"
#include "writer/tests/sample_pipeline.hpp"
#include "writer_options.hpp"

using namespace docmill::writer_parquet;

namespace {

using Files = std::map<std::string, std::string>;  // bytes by name

Files written(const fake::Pipeline& pipeline, const std::vector<fake::Document*>& documents,
              const ParquetOptions& options = {}) {
  REQUIRE(check_parquet(options, pipeline.catalogue()).empty());
  const docmill::writer::Catalogue catalogue =
      pipeline.catalogue().with(docmill::writer::read_shown(options.omit, options.rename));
  const ParquetPlan plan = plan_parquet(catalogue);
  const docmill::TemporaryFiles files(plan.tables.size());
  ParquetTables tables(plan, catalogue, files, docmill::Unit::codepoint);
  for (fake::Document* document : documents) tables.add(document->view());
  Files out;
  tables.finish([&](std::size_t table, std::string_view bytes) { out[plan.tables[table].name] += bytes; });
  return out;
}

// Files in a folder, each a view of its name.
class Reader : public DuckdbReader {
 public:
  explicit Reader(const Files& files) {
    for (const auto& [name, bytes] : files) {
      std::ofstream(folder_ / (name + ".parquet"), std::ios::binary) << bytes;
      ask("CREATE VIEW \"" + name + "\" AS SELECT * FROM '" + path(name) + "'");
    }
  }
  std::string path(const std::string& name) const { return (folder_ / (name + ".parquet")).string(); }

 private:
  docmill::test::TempFolder folder_;
};

std::string messages(const fake::Pipeline& pipeline, const ParquetOptions& options = {}) {
  std::string all;
  for (const docmill::ConfigError& e : check_parquet(options, pipeline.catalogue()))
    all += std::string(e.option) + ": " + e.what() + "\n";
  return all;
}

}  // namespace

TEST_CASE("every layer is there: texts and JSON with the document, attributes and spans in files of their own") {
  fake::SamplePipeline pipeline;
  fake::Document full(pipeline), bare(pipeline, "b.txt");
  fake::fill_sample(full, pipeline);
  bare.place("b.txt", 7);
  Reader reader(written(pipeline, {&full, &bare}));
  CHECK(reader.ask("SELECT document, id, source, line, metadata, errors, summary, extra FROM documents") ==
        "1|a.txt|a.txt|NULL|{}|[]|Ein Chip.|{\"a\":[1,2]}\n"
        "2|b.txt|b.txt|7|{}|[]|NULL|NULL\n");
  CHECK(reader.ask("SELECT text FROM documents WHERE document = 1") ==
        "Der Chip „A100“ kostet 10\u202F000 €. A100!\n\n");
  CHECK(reader.ask("SELECT * FROM article") == "1|Der Chip|A. Muster|NULL|NULL|NULL\n");
  CHECK(reader.ask("SELECT * FROM entities") ==
        "1|1|10|14|A100|chip|nvidia-a100|0.97|Nvidia A100|Q120000000|17|21\n"
        "1|2|33|37|A100|chip|NULL|0.5|NULL|NULL|46|50\n");
  CHECK(reader.ask("SELECT * FROM removed") == "1|1|menu|1.0|first-line|0|5\n");
  CHECK(reader.ask("SELECT * FROM odd") == "1|1|0|3|Der|true|-7|2.0|x\ty|5|8\n");
  CHECK(reader.ask("SELECT column_name, column_type FROM (DESCRIBE odd) WHERE column_name IN "
                   "('document', 'sure', 'rank', 'weight', 'remark')") ==
        "document|BIGINT\nsure|BOOLEAN\nrank|BIGINT\nweight|DOUBLE\nremark|VARCHAR\n");
  CHECK(reader.ask("SELECT DISTINCT compression FROM parquet_metadata('" + reader.path("entities") + "')") == "ZSTD\n");
}

TEST_CASE("without documents every file is there, with its columns and no row") {
  fake::SamplePipeline pipeline;
  const Files files = written(pipeline, {});
  CHECK(files.size() == 6);
  Reader reader(files);
  CHECK(reader.ask("SELECT count(*), count(source_end) FROM entities") == "0|0\n");
}

TEST_CASE("the same documents are the same bytes, whatever stands in the temporary files; bytes of any kind are kept") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline), other(pipeline, std::string("a\0b'\"\n|", 7));
  fake::fill_sample(document, pipeline);
  const Files once = written(pipeline, {&document, &other});
  CHECK(once == written(pipeline, {&document, &other}));
  CHECK(once != written(pipeline, {&other, &document}));
  Reader reader(once);
  CHECK(reader.ask("SELECT hex(id) FROM documents WHERE document = 2") == "61006227220A7C\n");
}

TEST_CASE("more than a row group: all is there, in order, and a group of large texts has fewer rows") {
  fake::Pipeline pipeline;
  const uint32_t text = pipeline.text("text", "cleaner 1.0.0", "source");
  const uint32_t names = pipeline.spans("names", "finder 1.0.0", "text");
  fake::Document document(pipeline);
  document.set(text, std::string(200000, 'x'));
  docmill::Spans& spans = document.spans(names);
  std::deque<std::string> values;
  for (uint32_t i = 0; i < 500; ++i) spans.add({i, i + 2, "name", values.emplace_back(std::to_string(i * 7919)), {}});
  Reader reader(written(pipeline, std::vector<fake::Document*>(300, &document)));
  CHECK(reader.ask("SELECT count(*), sum(length(text)), count(DISTINCT document) FROM documents") ==
        "300|60000000|300\n");
  CHECK(reader.ask("SELECT count(*), sum(CAST(value = CAST(start * 7919 AS VARCHAR) AS INT)) FROM names") ==
        "150000|150000\n");
  CHECK(reader.ask("SELECT count(*) FROM (SELECT (document - 1) * 500 + number AS n, "
                   "row_number() OVER () AS place FROM names) WHERE n <> place") == "0\n");
  const std::string groups =
      "SELECT max(row_group_num_rows) <= 20000, count(DISTINCT row_group_id) > 2, "
      "max(row_group_bytes) < 40000000 FROM parquet_metadata('";
  CHECK(reader.ask(groups + reader.path("names") + "')") == "true|true|true\n");
  CHECK(reader.ask(groups + reader.path("documents") + "')") == "true|true|true\n");
}

TEST_CASE("names that readers take for one, or that are taken, are told") {
  fake::Pipeline pipeline;
  pipeline.text("text", "cleaner 1.0.0", "source");
  pipeline.text("Text", "other 1.0.0");
  pipeline.attributes("documents", "a 1.0.0", {docmill::field::string("Document", "")});
  pipeline.spans("Names", "c 1.0.0", "text");
  pipeline.attributes("names", "d 1.0.0", {docmill::field::string("y", "")});
  CHECK(messages(pipeline) ==
        ": the file of layer 'documents' would have the name of 'documents.parquet': there are systems that take them "
        "for one; call the layer otherwise: rename = [\"documents = ...\"]\n"
        ": the file of layer 'names' would have the name of 'Names.parquet': there are systems that take them for one; "
        "call the layer otherwise: rename = [\"names = ...\"]\n"
        ": 'documents.parquet' would have the columns 'text' and 'Text', which readers take for one; give one of them "
        "another name with rename = [\"OLD = NEW\"]\n"
        ": 'documents.parquet' would have the columns 'document' and 'Document', which readers take for one; give one "
        "of them another name with rename = [\"OLD = NEW\"]\n");
  ParquetOptions options;
  options.omit = {"nothing"};
  fake::SamplePipeline sample;
  CHECK(messages(sample, options).find("omit: no layer 'nothing'") == 0);
}

TEST_CASE("omitted and renamed: files and columns go along") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  ParquetOptions options;
  options.omit = {"removed", "entities.score", "line"};
  options.rename = {"text = body \"x\"", "article.title = head'line", "entities = people", "entities.value = who"};
  const Files files = written(pipeline, {&document}, options);
  CHECK(files.count("removed") == 0);
  CHECK(files.count("entities") == 0);
  Reader reader(files);
  CHECK(reader.ask("SELECT \"head'line\" FROM article") == "Der Chip\n");
  CHECK(reader.ask("SELECT who FROM people ORDER BY number") == "nvidia-a100\nNULL\n");
  CHECK(reader.ask("SELECT length(\"body \"\"x\"\"\") FROM documents") == "39\n");
  CHECK(reader.ask("SELECT score FROM people").find("error: Binder Error") == 0);
}

TEST_CASE("a document that cannot be written leaves nothing behind, and the others are there") {
  fake::SamplePipeline pipeline;
  fake::Document good(pipeline, "good"), bad(pipeline, "bad"), last(pipeline, "last");
  fake::fill_sample(good, pipeline);
  fake::fill_sample(bad, pipeline);
  bad.remove(pipeline.clean);
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  const ParquetPlan plan = plan_parquet(catalogue);
  const docmill::TemporaryFiles files(plan.tables.size());
  ParquetTables tables(plan, catalogue, files, docmill::Unit::codepoint);
  tables.add(good.view());
  CHECK_THROWS_WITH(tables.add(bad.view()),
                    "the spans of 'entities' lie over 'text', which this document does not have");
  tables.add(last.view());
  Files out;
  tables.finish([&](std::size_t table, std::string_view bytes) { out[plan.tables[table].name] += bytes; });
  CHECK(Reader(out).ask("SELECT document, id FROM documents") == "1|good\n2|last\n");
}

TEST_CASE("who takes the bytes may fail: that error comes back, and nobody waits") {
  fake::SamplePipeline pipeline;
  const docmill::writer::Catalogue catalogue = pipeline.catalogue();
  const ParquetPlan plan = plan_parquet(catalogue);
  const docmill::TemporaryFiles files(plan.tables.size());
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  ParquetTables tables(plan, catalogue, files, docmill::Unit::codepoint);
  tables.add(document.view());
  CHECK_THROWS_WITH(tables.finish([](std::size_t, std::string_view) { throw std::runtime_error("the disk is full"); }),
                    "the disk is full");
}
