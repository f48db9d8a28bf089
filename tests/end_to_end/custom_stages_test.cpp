// Stages that the program does not know, in pipelines: what they add appears, what they break stays their own.
#include <doctest/doctest.h>

#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string first =
    "Nvidia sold the H100 and then the H20 in China. The rules of October 2023 ended the first of these sales.";
const std::string poisoned =
    "This text holds POISON and the chip A100, and is otherwise as long as any other one here.";
const std::string last =
    "Huawei makes the chip 910B. It is sold at home, and the numbers of 2024 are not known to anyone outside.";

// A pipeline of cleaner, the given stages and writer over three documents; the one in the middle holds the trigger.
struct Workspace {
  TempFolder temp;
  std::string pipeline;

  explicit Workspace(const std::string& stages) {
    temp.write("in/1.txt", first);
    temp.write("in/2.txt", poisoned);
    temp.write("in/3.txt", last);
    pipeline = temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n" +
                                        stages + "[[stage]]\nuse = \"writer\"\n")
                   .string();
  }
  ProgramResult run(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"run", pipeline, "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments);
  }
  std::vector<rapidjson::Document> records() const { return read_json_lines(temp / "out/records/documents.jsonl"); }
  std::vector<rapidjson::Document> failures() const { return read_json_lines(temp / "out/failures.jsonl"); }
  rapidjson::Document manifest() const { return read_json(temp / "out/run.json"); }
};

std::string stage(const std::string& use, const std::string& keys = "") {
  return "[[stage]]\nuse = \"" + use + "\"\n" + keys + "\n";
}

}  // namespace

TEST_CASE("a spans layer of a stage unknown to the writer appears in the record") {
  const Workspace workspace(stage("chip-finder"));
  const ProgramResult result = workspace.run();
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const auto records = workspace.records();
  REQUIRE(records.size() == 3);
  const auto& chips = records[0]["chips"];
  REQUIRE(chips.Size() == 2);
  CHECK(str(chips[0]["text"]) == "H100");
  CHECK(str(chips[1]["text"]) == "H20");
  CHECK(chips[0].HasMember("vendor"));
  const std::size_t start = chips[0]["source_start"].GetUint64();
  CHECK(first.substr(start, chips[0]["source_end"].GetUint64() - start) == "H100");
  CHECK(str(records[0]["layers"]["chips"]["by"]) == "chip-finder 1.0.0");
  CHECK(str(records[0]["layers"]["chips"]["over"]) == "text");
}

TEST_CASE("a stage in C is a stage like any other") {
  const Workspace workspace(stage("shouter"));
  REQUIRE(workspace.run().status == 0);
  CHECK(str(workspace.records()[2]["shout"]).rfind("HUAWEI MAKES THE CHIP 910B.", 0) == 0);
}

TEST_CASE("out renames a layer, and two stages of one kind stand side by side") {
  const Workspace workspace(stage("chip-finder") +
                            stage("chip-finder", "name = \"again\"\nout = { chips = \"chips_b\" }"));
  REQUIRE(workspace.run().status == 0);
  const auto records = workspace.records();
  CHECK(to_text(records[0]["chips"]) == to_text(records[0]["chips_b"]));
}

TEST_CASE("when decides by document, and null is not the empty list") {
  const Workspace workspace(stage("chip-finder", "when = \"article.title == null and place.source != '2.txt'\""));
  const ProgramResult result = workspace.run();
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const auto records = workspace.records();
  CHECK(records[0]["chips"].IsArray());
  CHECK(records[1]["chips"].IsNull());
  CHECK(records[2]["chips"].IsArray());
  CHECK(workspace.manifest()["pipeline"]["stages"][1]["documents"]["skipped"].GetUint64() == 1);
}

TEST_CASE("each of the ways in which a stage can break costs one document and no more") {
  const std::pair<const char*, const char*> ways[] = {
      {"throw", "exception"}, {"status", "stage-error"}, {"bad-span", "bad-layer"}, {"bad-utf8", "bad-layer"},
      {"twice", "bad-layer"}, {"nan", "bad-layer"},      {"fail", "on-purpose"}};
  for (const auto& way : ways) {
    const char *const mode = way.first, *const code = way.second;
    CAPTURE(mode);
    const Workspace workspace(stage("misbehave", std::string("mode = \"") + mode + "\""));
    CHECK(workspace.run().status == 0);
    const auto records = workspace.records();
    REQUIRE(records.size() == 2);
    CHECK(str(records[0]["id"]) == "1.txt");
    CHECK(str(records[1]["id"]) == "3.txt");
    CHECK(str(records[1]["echo"]) == last);
    const auto failures = workspace.failures();
    REQUIRE(failures.size() == 1);
    CHECK(str(failures[0]["id"]) == "2.txt");
    CHECK(str(failures[0]["stage"]) == "misbehave");
    CHECK(str(failures[0]["code"]) == code);
  }
}

TEST_CASE("on-error = keep writes the document without the stage's layers and tells why") {
  const Workspace workspace(stage("misbehave", "mode = \"throw\"\non-error = \"keep\"") + stage("chip-finder"));
  CHECK(workspace.run().status == 0);
  const auto records = workspace.records();
  REQUIRE(records.size() == 3);
  CHECK(records[1]["echo"].IsNull());
  CHECK(records[1]["marks"].IsNull());
  CHECK(records[1]["chips"].Size() == 1);
  REQUIRE(records[1]["errors"].Size() == 1);
  CHECK(str(records[1]["errors"][0]["stage"]) == "misbehave");
  CHECK(str(records[1]["errors"][0]["code"]) == "exception");
  CHECK(records[0]["errors"].Size() == 0);
  CHECK(workspace.run({"--strict", "--quiet"}).status == 1);
}

TEST_CASE("on-error = stop ends the run at that document") {
  const Workspace workspace(stage("misbehave", "mode = \"throw\"\non-error = \"stop\""));
  const ProgramResult result = workspace.run({"--quiet"});
  CHECK(result.status == 5);
  CHECK(result.err.find("docmill: the run ends at this failure (on-error = \"stop\"); the last: 2.txt: misbehave: "
                        "thrown on purpose") != std::string::npos);
}

TEST_CASE("a dropped document is counted and listed in the index, and is no failure") {
  const Workspace workspace(stage("misbehave", "mode = \"drop\""));
  const ProgramResult result = workspace.run({"--strict"});
  CHECK(result.status == 0);
  CHECK(result.err.find("2 documents written, 1 dropped, 0 failed") != std::string::npos);
  CHECK(workspace.records().size() == 2);
  CHECK(workspace.failures().empty());
  const ProgramResult index = run_program({"zstd", "-dc", (workspace.temp / "out/documents.jsonl.zst").string()});
  CHECK(index.out.find("\"outcome\":\"dropped\",\"stage\":\"misbehave\",\"code\":\"on-purpose\"") != std::string::npos);
}

TEST_CASE("a note of a stage is told with stage and document") {
  const Workspace workspace(stage("misbehave", "mode = \"note\""));
  const ProgramResult result = workspace.run();
  CHECK(result.err.find("warning: 2.txt: misbehave: noted on purpose [on-purpose]") != std::string::npos);
  CHECK(workspace.records().size() == 3);
}

TEST_CASE("an ordered stage sees the documents in input order with any number of threads, and may finish") {
  for (const char* threads : {"1", "8"}) {
    const Workspace workspace(stage("counter"));
    std::string lines;
    for (int i = 0; i < 2000; ++i)
      lines += "{\"id\":\"n" + std::to_string(i) + "\",\"text\":\"" +
               std::string(static_cast<std::size_t>(i % 90) + 20, 'x') + ".\"}\n";
    workspace.temp.write("in/4.jsonl", lines);
    REQUIRE(workspace.run({"--threads", threads, "--quiet"}).status == 0);
    const auto records = workspace.records();
    REQUIRE(records.size() == 2003);
    for (std::size_t i = 0; i < records.size(); ++i) REQUIRE(records[i]["count"]["number"].GetUint64() == i + 1);
    CHECK(read_file(workspace.temp / "out/records/totals.txt").find("2003") != std::string::npos);
  }
}

TEST_CASE("a stage that depends on the world must be allowed, and marks the run") {
  const Workspace refused(stage("world"));
  const ProgramResult result = refused.run();
  CHECK(result.status == 2);
  CHECK(result.err.find("if you want that, write allow = [\"external\"]") != std::string::npos);
  const Workspace allowed(stage("world", "allow = [\"external\"]"));
  const ProgramResult done = allowed.run();
  REQUIRE_MESSAGE(done.status == 0, done.err);
  CHECK(!allowed.manifest()["reproducible"].GetBool());
  CHECK(done.err.find("not reproducible: 'world' depends on the world outside the documents") != std::string::npos);
}

TEST_CASE("ports left to the pipeline are what the pipeline says") {
  const Workspace workspace(stage("free-ports", "requires = [\"text\"]\nprovides = { twin = \"text\" }\npure = true"));
  const ProgramResult result = workspace.run();
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(str(workspace.records()[0]["twin"]) == first);
}

TEST_CASE("a second rewrite takes the name; the older text stays for those who lie over it") {
  const Workspace workspace(stage("chip-finder") + stage("trimmer"));
  const ProgramResult result = workspace.run();
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const auto records = workspace.records();
  CHECK(str(records[0]["text"]).find("sold the H and then the H in China") != std::string::npos);
  CHECK(str(records[0]["text@cleaner"]) == first);
  CHECK(str(records[0]["layers"]["chips"]["over"]) == "text@cleaner");
  const std::size_t start = records[0]["chips"][0]["source_start"].GetUint64();
  CHECK(first.substr(start, 4) == "H100");
}

TEST_CASE("two stages may provide one layer when their conditions exclude one another") {
  const Workspace workspace(stage("summarizer-stub", "when = \"place.source == '1.txt'\"\nsentences = 1") +
                            stage("summarizer-frequency", "when = \"place.source != '1.txt'\"\nsentences = 1"));
  const ProgramResult result = workspace.run();
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const auto records = workspace.records();
  for (const auto& record : records) CHECK(record["summary"].IsString());
  // Each record names the one that made it.
  for (const auto& record : records)
    CHECK(str(record["layers"]["summary"]["by"]) ==
          (str(record["source"]) == "1.txt" ? "summarizer-stub 1.0.0" : "summarizer-frequency 1.0.0"));
  const Workspace both(stage("summarizer-stub", "when = \"place.source == '1.txt'\"") +
                       stage("summarizer-frequency", "when = \"place.source == '1.txt'\""));
  REQUIRE(both.run({"--quiet"}).status == 0);
  REQUIRE(both.failures().size() == 1);
  CHECK(str(both.failures()[0]["code"]) == "layer-twice");
}

TEST_CASE("compress packs the records, and the name says so") {
  const Workspace workspace("");
  std::string text = read_file(workspace.pipeline);
  workspace.temp.write("p.toml", text + "compress = \"zstd\"\n");
  REQUIRE(workspace.run({"--quiet"}).status == 0);
  const ProgramResult unpacked =
      run_program({"zstd", "-dc", (workspace.temp / "out/records/documents.jsonl.zst").string()});
  CHECK(std::count(unpacked.out.begin(), unpacked.out.end(), '\n') == 3);
}
