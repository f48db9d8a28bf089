// Every test plugin once through the program: what other tests rest on.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {
namespace {

// A pipeline of its own folder: documents as files in `in`, the records in `out`.
struct Bench {
  TempFolder folder;
  ProgramResult result;

  void document(const std::string& name, std::string_view text) const { folder.write("in/" + name, text); }
  // Runs the stages (TOML) and a writer behind them.
  void run(const std::string& stages, const std::vector<std::string>& more = {}) {
    folder.write("p.toml",
                 "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n" + stages + "\n[[stage]]\nuse = \"writer\"\n");
    std::vector<std::string> arguments = {"run", (folder / "p.toml").string(), "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    result = run_docmill(arguments);
    INFO(result.err);
    CHECK(result.status == 0);
  }
  std::string file(const std::string& name) const { return read_file(folder / ("out/" + name)); }
  std::vector<rapidjson::Document> lines(const std::string& name) const {
    std::vector<rapidjson::Document> all;
    std::istringstream text(file(name));
    for (std::string line; std::getline(text, line);) {
      all.emplace_back().Parse(line.c_str(), line.size());
      REQUIRE_FALSE(all.back().HasParseError());
    }
    return all;
  }
  std::vector<rapidjson::Document> records() const { return lines("records/documents.jsonl"); }
};

constexpr const char* cleaner_like = R"([[stage]]
use = "free-ports"
requires = ["source"]
provides = { text = "text" }
pure = true
)";

std::string stage(const std::string& use, const std::string& options = "") {
  return "[[stage]]\nuse = \"" + use + "\"\n" + options + "\n";
}

}  // namespace

TEST_CASE("options reach members of few bits as they are, and a field that is set as another type fails by name") {
  Bench bench;
  bench.document("a.txt", "A text.");
  bench.run(std::string(cleaner_like) +
            stage("narrow", "natural = 4294967295\nsmall = -32768\nsize = 9223372036854775807\nshare = 0.25"));
  const auto records = bench.records();
  REQUIRE(records.size() == 1);
  CHECK(records[0]["options"]["natural"].GetInt64() == 4294967295);
  CHECK(records[0]["options"]["small"].GetInt64() == -32768);
  CHECK(records[0]["options"]["share"].GetDouble() == 0.25);
  for (const auto& [how, why] : {std::pair{"as-number", "'small' of 'options' is an integer, and is set as a number"},
                                 {"as-string", "'share' of 'options' is a number, and is set as a string"}}) {
    bench.run(std::string(cleaner_like) + stage("narrow", std::string("set = \"") + how + "\""));
    CHECK(bench.records().empty());
    CHECK(bench.file("failures.jsonl").find(why) != std::string::npos);
  }
}

TEST_CASE("a spans layer of a stage that no writer knows reaches the record") {
  Bench bench;
  bench.document("a.txt", "The H100, the T4 and the XB200; the Z80 too.");
  bench.run(cleaner_like + stage("chip-finder"));
  const auto records = bench.records();
  REQUIRE(records.size() == 1);
  const auto& chips = records[0]["chips"];
  REQUIRE(chips.Size() == 2);
  CHECK(chips[0]["start"].GetInt() == 4);
  CHECK(chips[0]["end"].GetInt() == 8);
  CHECK(std::string(chips[0]["text"].GetString()) == "H100");
  CHECK(std::string(chips[0]["vendor"].GetString()) == "Nvidia");
  CHECK(std::string(chips[1]["value"].GetString()) == "Z80");
  CHECK(chips[1]["vendor"].IsNull());
}

TEST_CASE("the stage in plain C runs with its options, for any number of documents") {
  Bench bench;
  for (int i = 0; i < 70; ++i)
    bench.document("d" + std::to_string(100 + i) + ".txt", "caf\xC3\xA9 number " + std::to_string(i));
  bench.document("z-empty.txt", "\n");
  bench.run(cleaner_like + stage("shouter", "mark = \"?!\""));
  const auto records = bench.records();
  REQUIRE(records.size() == 71);
  CHECK(std::string(records[7]["shout"].GetString()) == "CAF\xC3\xA9 NUMBER 7?!");
  CHECK(std::string(records[70]["shout"].GetString()) == "\n?!");
  CHECK(std::string(records[0]["layers"]["shout"]["by"].GetString()) == "shouter 1.0.0");
}

TEST_CASE("an ordered stage sees the documents in input order with any number of threads") {
  Bench bench;
  for (int i = 0; i < 100; ++i) bench.document(std::to_string(1000 + i) + ".txt", "x");
  bench.run(stage("counter"), {"--threads", "4"});
  const auto records = bench.records();
  REQUIRE(records.size() == 100);
  for (int i = 0; i < 100; ++i) CHECK(records[static_cast<std::size_t>(i)]["count"]["number"].GetInt() == i + 1);
  CHECK(bench.file("records/totals.txt") == "documents: 100\nlast: 1099.txt\n");
}

TEST_CASE("an external stage runs when it is allowed, and the run says that it is not reproducible") {
  Bench bench;
  bench.document("a.txt", "x");
  bench.run(stage("world", "allow = [\"external\"]"));
  const auto records = bench.records();
  REQUIRE(records.size() == 1);
  CHECK(records[0]["clock"]["seconds"].GetInt64() > 1000000000);
  CHECK(bench.result.err.find("not reproducible") != std::string::npos);
}

TEST_CASE("ports from the pipeline file: a text is copied to the name that the file gives") {
  Bench bench;
  bench.document("a.txt", "copied");
  bench.run(cleaner_like);
  const auto records = bench.records();
  REQUIRE(records.size() == 1);
  CHECK(std::string(records[0]["text"].GetString()) == "copied");
}

TEST_CASE("a second rewrite: later stages see the newest text, the older stays under its provider's name") {
  Bench bench;
  bench.document("a.txt", "A 12 long enough sentence about the H100 of 2024, which stays in the text.\n");
  bench.run(stage("cleaner", "cut = \"nothing\"") + stage("trimmer") + stage("chip-finder"));
  const auto records = bench.records();
  REQUIRE(records.size() == 1);
  CHECK(std::string(records[0]["text"].GetString()).find("the H of ,") != std::string::npos);
  CHECK(std::string(records[0]["text@cleaner"].GetString()).find("H100 of 2024") != std::string::npos);
  CHECK(records[0]["chips"].Empty());
}

TEST_CASE("spans are read over the text that they lie over") {
  Bench bench;
  bench.document("a.txt", "They ordered a hundred H100 cards from Nvidia in the first week of the year.\n");
  bench.run(stage("cleaner") + stage("entity-linker") + stage("span-reader"));
  const auto records = bench.records();
  REQUIRE(records.size() == 1);
  int covered = 0;
  for (const auto& entity : records[0]["entities"].GetArray())
    covered += entity["end"].GetInt() - entity["start"].GetInt();
  CHECK(covered > 0);
  CHECK(records[0]["coverage"]["bytes"].GetInt() == covered);
}

TEST_CASE("a filter with a required option drops documents, and they are no failures") {
  Bench bench;
  bench.document("a.txt", "rye and wheat");
  bench.document("b.txt", "rye only");
  bench.run(cleaner_like + stage("needs-a-word", "word = \"wheat\""));
  CHECK(bench.records().size() == 1);
  CHECK(bench.lines("failures.jsonl").empty());
  CHECK(bench.result.err.find("1 document written, 1 dropped, 0 failed") == 0);
}

TEST_CASE("misbehave is right about documents without the trigger, in every mode") {
  for (const char* mode : {"none", "throw", "status", "bad-span", "bad-utf8", "twice", "nan", "drop", "fail", "note"}) {
    CAPTURE(mode);
    Bench bench;
    bench.document("a.txt", "good");
    bench.document("b.txt", "a POISON here");
    bench.document("c.txt", "good, too");
    bench.run(cleaner_like + stage("misbehave", "mode = \"" + std::string(mode) + "\""));
    const std::string m = mode;
    const bool harmless = m == "none" || m == "note";
    const auto records = bench.records();
    REQUIRE(records.size() == (harmless ? 3 : 2));
    CHECK(std::string(records.front()["echo"].GetString()) == "good");
    CHECK(std::string(records.back()["echo"].GetString()) == "good, too");
    CHECK(records.back()["marks"].Size() == 1);
    CHECK(bench.lines("failures.jsonl").size() == (harmless || m == "drop" ? 0 : 1));
  }
}

TEST_CASE("what the host says of each misbehaviour") {
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"throw", "thrown on purpose"},
      {"status", "'misbehave' gave up on this document with status 5"},
      {"bad-span", "'misbehave' put a wrong 'marks': row 1: range 0 to 14 lies outside the text of 13 bytes"},
      {"bad-utf8", "'misbehave' put a wrong 'echo': byte 0 is not valid UTF-8"},
      {"twice", "'misbehave' put 'echo' twice"},
      {"nan", "'misbehave' put a wrong 'marks': row 1: score is not finite"},
      {"fail", "failed on purpose"},
  };
  for (const auto& misdeed : expected) {
    const std::string &mode = misdeed.first, &message = misdeed.second;
    CAPTURE(mode);
    Bench bench;
    bench.document("b.txt", "a POISON here");
    bench.run(cleaner_like + stage("misbehave", "mode = \"" + std::string(mode) + "\""));
    const auto failures = bench.lines("failures.jsonl");
    REQUIRE(failures.size() == 1);
    CHECK(std::string(failures[0]["message"].GetString()) == message);
    CHECK(std::string(failures[0]["stage"].GetString()) == "misbehave");
  }
}

}  // namespace docmill::test
