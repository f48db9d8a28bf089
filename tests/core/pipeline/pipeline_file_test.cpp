// Right pipeline files: what comes out, with defaults and places.
#include "host/pipeline/pipeline_file.hpp"

#include <algorithm>

#include "core/pipeline/mistakes.hpp"

using namespace docmill::host;

namespace {

PipelineFile read(std::string_view text, const std::vector<Override>& overrides = {}, std::string name = "dir/p.toml") {
  const auto source =
      std::make_shared<const SourceText>(SourceText{std::move(name), test::without_first_line_end(text)});
  Diagnostics diagnostics;
  PipelineFile file = read_pipeline_text(source, overrides, false, diagnostics);
  REQUIRE_MESSAGE(diagnostics.all().empty(), test::rendered(diagnostics));
  return file;
}

std::string at(const Place& place) {
  return place.source->name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

constexpr std::string_view least = "[[stage]]\nuse = \"writer\"\n";

}  // namespace

TEST_CASE("the least pipeline has every default") {
  const PipelineFile file = read(least);
  CHECK(file.name == "p");
  CHECK(file.summary.empty());
  CHECK(file.path == "dir/p.toml");
  CHECK(file.from.empty());
  CHECK(file.fields.id == "id");
  CHECK(file.fields.text == "text");
  CHECK(file.fields.html == "html");
  CHECK(file.encoding.value == "detect");
  CHECK(file.skip.empty());
  CHECK(file.duplicates == Duplicates::warn);
  CHECK(file.max_document == 32u << 20);
  CHECK(file.stdin_format == "jsonl");
  CHECK_FALSE(file.to.has_value());
  CHECK_FALSE(file.max_failures.count.has_value());
  CHECK_FALSE(file.max_failures.share.has_value());
  REQUIRE(file.stages.size() == 1);
  const StageEntry& stage = file.stages[0];
  CHECK(stage.use.value == "writer");
  CHECK(stage.name.value == "writer");
  CHECK(stage.on_error.value == OnError::fail);
  CHECK(stage.compress.value == Compression::none);
  CHECK(stage.base == "dir");
  CHECK_FALSE(stage.plugin.has_value());
  CHECK_FALSE(stage.when.has_value());
  CHECK_FALSE(stage.requires_layers.has_value());
  CHECK_FALSE(stage.provides_layers.has_value());
  CHECK_FALSE(stage.pure.has_value());
  CHECK(stage.options.empty());
}

TEST_CASE("every key of the tables is read") {
  const PipelineFile file = read(R"(
[pipeline]
name = "News, daily"
summary = "all of it"
[input]
from = ["../seeds", "/data/*.txt", "-"]
fields = { id = "url_hash", text = "content" }
encoding = "detect"
skip = ["**/*_files/**"]
duplicates = "error"
max-document = "10 MB"
stdin-format = "html"
[output]
to = "../out/news"
[run]
max-failures = "2.5%"
max-failure-rate = "20%"
[[stage]]
use = "writer"
)");
  CHECK(file.name == "News, daily");
  CHECK(file.summary == "all of it");
  REQUIRE(file.from.size() == 3);
  CHECK(file.from[0].text == "../seeds");
  CHECK(file.from[0].base == "dir");
  CHECK(file.from[0].resolved() == "seeds");
  CHECK(file.from[1].resolved() == "/data/*.txt");
  CHECK(file.from[2].resolved() == "-");
  CHECK(at(file.from[1].place) == "dir/p.toml:5:21");
  CHECK(file.fields.id == "url_hash");
  CHECK(file.fields.text == "content");
  CHECK(file.fields.html == "html");
  CHECK(file.encoding.value == "detect");
  CHECK(at(file.encoding.place) == "dir/p.toml:7:12");
  REQUIRE(file.skip.size() == 1);
  CHECK(file.skip[0].value == "**/*_files/**");
  CHECK(file.duplicates == Duplicates::error);
  CHECK(file.max_document == 10'000'000);
  CHECK(file.stdin_format == "html");
  CHECK(file.to->resolved() == "out/news");
  CHECK(*file.max_failures.share == doctest::Approx(0.025));
  CHECK(*file.max_failures.stage_share == doctest::Approx(0.2));
}

TEST_CASE("max-failures is a number or a share, max-document a number or a size") {
  const PipelineFile file = read("[run]\nmax-failures = 0\n[input]\nmax-document = 1024\n" + std::string(least));
  CHECK(*file.max_failures.count == 0);
  CHECK_FALSE(file.max_failures.share.has_value());
  CHECK(file.max_document == 1024);
  CHECK(*read("[run]\nmax-failures = \"100%\"\n" + std::string(least)).max_failures.share == 1.0);
  CHECK(read("[input]\nmax-document = \"1 GiB\"\n" + std::string(least)).max_document == 1u << 30);
}

TEST_CASE("every host key of a stage is read") {
  const PipelineFile file = read(R"(
[[stage]]
use = "process"
name = "topics-2"
plugin = "../build/p.so"
in = { text = "source" }
out = { topics = "topics_b" }
when = "language.tag == 'en'"
on-error = "keep"
allow = ["external", "network"]
file = "a/chips.csv"
compress = "zstd"
requires = ["text", "language?"]
provides = { summary = "text", topics = { kind = "spans", over = "text", fields = { z = "number", a = "string" } } }
pure = false
split-by = "topics_b"
)");
  const StageEntry& stage = file.stages.at(0);
  CHECK(stage.name.value == "topics-2");
  CHECK(stage.split->value == "topics_b");
  CHECK(stage.plugin->resolved() == "build/p.so");
  CHECK(stage.in.at("text").value == "source");
  CHECK(stage.out.at("topics").value == "topics_b");
  CHECK(stage.when->value == "language.tag == 'en'");
  CHECK(stage.on_error.value == OnError::keep);
  REQUIRE(stage.allow.size() == 2);
  CHECK(stage.allow[1].value == "network");
  CHECK(stage.file->value == "a/chips.csv");
  CHECK(stage.compress.value == Compression::zstd);
  REQUIRE(stage.requires_layers->size() == 2);
  CHECK((*stage.requires_layers)[1].value == "language?");
  REQUIRE(stage.provides_layers->size() == 2);
  const WrittenProvide& topics = (*stage.provides_layers)[1];
  CHECK((*stage.provides_layers)[0].kind == "text");
  CHECK(topics.layer == "topics");
  CHECK(topics.kind == "spans");
  CHECK(topics.over == "text");
  REQUIRE(topics.fields.size() == 2);
  CHECK(topics.fields[0] == std::pair<std::string, std::string>("z", "number"));
  CHECK(topics.fields[1] == std::pair<std::string, std::string>("a", "string"));
  CHECK(stage.pure->value == false);
  CHECK(stage.options.empty());
}

TEST_CASE("what is no host key is an option, in the order of the file, with places") {
  const PipelineFile file = read(R"(
[[stage]]
use = "x"
zeta = 3
name = "y"
alpha = ["é", 2.5, true]
   beta = { b = "two", a = "one" }
)");
  const Table& options = file.stages.at(0).options;
  REQUIRE(options.size() == 3);
  CHECK(options[0].key == "zeta");
  CHECK(std::get<int64_t>(options[0].value.data) == 3);
  CHECK(at(options[0].key_place) == "dir/p.toml:3:1");
  CHECK(at(options[0].value.place) == "dir/p.toml:3:8");
  const Array& alpha = std::get<Array>(options[1].value.data);
  REQUIRE(alpha.size() == 3);
  CHECK(at(alpha[1].place) == "dir/p.toml:5:15");
  CHECK(std::get<double>(alpha[1].data) == 2.5);
  CHECK(std::get<bool>(alpha[2].data));
  CHECK(at(options[2].key_place) == "dir/p.toml:6:4");
  const Table& beta = std::get<Table>(options[2].value.data);
  CHECK(beta[0].key == "b");
  CHECK(beta[1].key == "a");
}

TEST_CASE("the forms of TOML are one: dotted keys, sub-tables, strings of every kind, line ends of two") {
  const PipelineFile file = read(
      "[input]\r\nfields.text = 'content'\r\n[[stage]]\r\nuse = \"\"\"\r\nx\"\"\"\r\n[stage.in]\r\ntext = \"a\"\r\n");
  CHECK(file.fields.text == "content");
  CHECK(file.stages.at(0).use.value == "x");
  CHECK(file.stages.at(0).in.at("text").value == "a");
}

TEST_CASE("--set gives a value as TOML or as plain text") {
  const std::vector<Override> overrides = {{"x.sentences=3"},
                                           {"x.ratio=0.5"},
                                           {"x.mode=fast"},
                                           {"x.words=[\"a\", \"b\"]"},
                                           {"x.when=language.tag == 'en'"},
                                           {"x.since=2024-02-29"},
                                           {"x.empty="},
                                           {"x.out={ text = \"text_b\" }"},
                                           {"input.encoding=detect"},
                                           {"input.from=[\"a.txt\"]"},
                                           {"output.to=here"},
                                           {"run.max-failures=7"},
                                           {"x.sentences=4"}};
  const PipelineFile file = read("[[stage]]\nuse = \"a\"\nname = \"x\"\nmode = \"slow\"\n", overrides);
  const StageEntry& stage = file.stages.at(0);
  const auto option = [&](std::string_view key) {
    for (const Entry& e : stage.options) {
      if (e.key == key) return e.value;
    }
    return Value{};
  };
  CHECK(std::get<int64_t>(option("sentences").data) == 4);
  CHECK(std::get<double>(option("ratio").data) == 0.5);
  CHECK(std::get<std::string>(option("mode").data) == "fast");
  CHECK(std::get<Array>(option("words").data).size() == 2);
  CHECK(std::get<std::string>(option("since").data) == "2024-02-29");
  CHECK(std::get<std::string>(option("empty").data).empty());
  CHECK(stage.when->value == "language.tag == 'en'");
  CHECK(stage.out.at("text").value == "text_b");
  CHECK(at(option("mode").place) == "--set:1:8");
  CHECK(at(std::get<Array>(option("words").data)[1].place) == "--set:1:15");
  CHECK(file.encoding.value == "detect");
  CHECK(*file.max_failures.count == 7);
  // Paths of the command line count from the working folder.
  CHECK(file.from.at(0).resolved() == "a.txt");
  CHECK(file.to->resolved() == "here");
}

TEST_CASE("a literal of --set cannot smuggle in further keys") {
  const PipelineFile file = read(least, {{"writer.a=1\nb = 2"}});
  const Table& options = file.stages.at(0).options;
  REQUIRE(options.size() == 1);
  CHECK(std::get<std::string>(options[0].value.data) == "1\nb = 2");
}

TEST_CASE("the host keys are sorted") {
  CHECK(std::is_sorted(host_keys().begin(), host_keys().end()));
  CHECK(host_keys().size() == 19);
}

TEST_CASE("a pipeline has at most 1000 stages and a table 1000 keys") {
  std::string stages, keys = "[[stage]]\nuse = \"a\"\n";
  for (int i = 0; i < 1001; ++i) {
    stages += "[[stage]]\nuse = \"a\"\nname = \"s" + std::to_string(i) + "\"\n";
    keys += "k" + std::to_string(i) + " = 1\n";
  }
  CHECK(test::mistakes_of(stages) ==
        "p.toml:3001:1: this is stage 1001; a pipeline has at most 1000\n    [[stage]]\n    ^\n");
  CHECK(test::mistakes_of(keys) ==
        "p.toml:1002:1: this is key 1001 of a table; there may be 1000\n    k999 = 1\n    ^\n");
}
