// What the writer makes of a catalogue, and what it refuses.
#include "catalogue/catalogue.hpp"

#include <doctest/doctest.h>

#include "sample_pipeline.hpp"
#include "writer_options.hpp"

using docmill::writer::Catalogue;
using docmill::writer::WriterOptions;

namespace {

std::vector<std::string> messages(const WriterOptions& options, const fake::Pipeline& pipeline) {
  std::vector<std::string> all;
  for (const docmill::ConfigError& e : docmill::writer::check_options(options, pipeline.catalogue())) {
    all.push_back(e.option + "[" + std::to_string(e.item) + "]: " + e.what());
  }
  return all;
}
using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("layers of the host are told from those of stages") {
  fake::SamplePipeline pipeline;
  const Catalogue catalogue = pipeline.catalogue();
  CHECK(catalogue.stage_layers().size() == 8);
  CHECK(catalogue.stage_layers().front().name == "text");
  CHECK(catalogue.find("source") == nullptr);
  CHECK(catalogue.find("entities")->by == "entity-linker 1.0.0");
  CHECK(catalogue[catalogue.id()].name == "id");
  CHECK(catalogue[catalogue.place()].fields[catalogue.place_line()].name == "line");
}

TEST_CASE("a stage that is called host with a version is a stage") {
  fake::Pipeline pipeline;
  pipeline.text("note", "host 1.0.0");
  CHECK(pipeline.catalogue().stage_layers().size() == 1);
}

TEST_CASE("a host that does not say where a document is from is refused") {
  CHECK_THROWS_WITH(Catalogue({}), "this host does not give the layer 'id'");
}

TEST_CASE("spans know the text below, and whether it comes from the source") {
  fake::SamplePipeline pipeline;
  pipeline.spans("marks", "m 1", "summary");
  pipeline.spans("lost", "m 1", "nowhere");
  const Catalogue catalogue = pipeline.catalogue();
  CHECK(catalogue.find("entities")->over_index == pipeline.clean);
  CHECK_FALSE(catalogue.find("entities")->over_host);
  CHECK(catalogue.find("entities")->from_source);
  CHECK(catalogue.find("removed")->over_host);
  CHECK(catalogue.find("removed")->from_source);
  CHECK_FALSE(catalogue.find("marks")->from_source);
  CHECK_FALSE(catalogue.find("lost")->over_index.has_value());
}

TEST_CASE("a chain of rewrites comes from the source, a circle does not and ends") {
  fake::Pipeline pipeline;
  pipeline.text("text@cleaner", "cleaner 1", "source");
  pipeline.text("text", "redact 1", "text@cleaner");
  pipeline.spans("e", "l 1", "text");
  pipeline.text("round", "r 1", "round");
  pipeline.spans("dizzy", "l 1", "round");
  const Catalogue catalogue = pipeline.catalogue();
  CHECK(catalogue.find("e")->from_source);
  CHECK_FALSE(catalogue.find("dizzy")->from_source);
  CHECK(catalogue.find("text@cleaner")->is_shadowed());
}

TEST_CASE("columns out of use are known from the port's flags") {
  fake::SamplePipeline pipeline;
  const Catalogue catalogue = pipeline.catalogue();
  CHECK_FALSE(catalogue.find("removed")->has_value);
  CHECK(catalogue.find("removed")->has_label);
  CHECK_FALSE(catalogue.find("odd")->has_score);
}

TEST_CASE("the defaults are right for every format") {
  fake::SamplePipeline pipeline;
  for (const char* format : {"jsonl", "markdown", "csv"}) {
    WriterOptions options;
    options.format = format;
    CHECK(messages(options, pipeline).empty());
  }
}

TEST_CASE("an option of another format is an error, all of them at once") {
  fake::SamplePipeline pipeline;
  WriterOptions options;
  options.rows = "entities";
  options.columns = {"id"};
  CHECK(messages(options, pipeline) == Messages{"rows[0]: 'rows' is for csv; format is 'jsonl'",
                                                "columns[0]: 'columns' is for csv; format is 'jsonl'"});
  WriterOptions markdown;
  markdown.format = "markdown";
  markdown.offsets = "byte";
  markdown.schema = false;
  markdown.source_offsets = false;
  CHECK(messages(markdown, pipeline) ==
        Messages{"offsets[0]: 'offsets' is for jsonl, opensearch and csv; format is 'markdown'",
                 "source-offsets[0]: 'source-offsets' is for jsonl and opensearch; format is 'markdown'",
                 "schema[0]: 'schema' is for jsonl and opensearch; format is 'markdown'"});
}

TEST_CASE("a layer to omit must exist") {
  fake::SamplePipeline pipeline;
  WriterOptions options;
  options.omit = {"text", "remvoed", "raw"};
  CHECK(messages(options, pipeline) ==
        Messages{"omit[1]: no layer 'remvoed' (did you mean 'removed'?); there are: text, article, removed, language, "
                 "entities, summary, odd, extra",
                 "omit[2]: no layer 'raw'; there are: text, article, removed, language, entities, "
                 "summary, odd, extra"});
}

TEST_CASE("layers and fields that a record cannot hold are refused") {
  fake::Pipeline pipeline;
  pipeline.text("errors", "odd 1.0.0");
  pipeline.spans("e", "odd 1.0.0", "source", {docmill::field::integer("start", "")});
  CHECK(
      messages({}, pipeline) ==
      Messages{"[0]: layer 'errors' of odd 1.0.0 has the name of a key of the record; rename it with out = { errors = "
               "\"...\" } in its stage",
               "[0]: field 'start' of layer 'e' by odd 1.0.0 has the name of a column that every span has; the stage "
               "must call it something else"});
}

TEST_CASE("the schema's file follows the stage's name") {
  CHECK(docmill::writer::schema_file("writer") == "documents.schema.json");
  CHECK(docmill::writer::schema_file("writer-b") == "documents.writer-b.schema.json");
}
