// The cache of dear stages through the whole program: it saves calls, and nothing but times may show it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

struct Mill {
  TempFolder temp;

  Mill() {
    for (int i = 0; i < 40; ++i)
      temp.write("in/" + std::to_string(i) + ".txt",
                 "Article " + std::to_string(i) + "\n\nNvidia sold chip A100 in China. Then came the rules.\n");
    write("cache = true\n");
  }
  void write(const std::string& keys) const {
    temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n" + keys +
                             "[[stage]]\nuse = \"summarizer-stub\"\nsentences = 1\n" + keys +
                             "[[stage]]\nuse = \"writer\"\n");
  }
  ProgramResult run(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"run", (temp / "p.toml").string()};
    if (more.empty() || more[0] != "--cache") more.insert(more.end(), {"--cache", (temp / "cache").string()});
    arguments.insert(arguments.end(), more.begin(), more.end());
    ProgramResult result = run_docmill(arguments);
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return result;
  }
  std::string content() const { return folder_content(temp / "out"); }
  // How many documents a stage was really called for.
  uint64_t called(const char* stage) const {
    const rapidjson::Document timings = read_json(temp / "out/timings.json");
    for (const auto& s : timings["stages"].GetArray())
      if (str(s["name"]) == stage) return s["documents"].GetUint64() - s["recalled"].GetUint64();
    return UINT64_MAX;
  }
};

}  // namespace

TEST_CASE("a warm cache calls no stage and writes the same folder") {
  const Mill mill;
  mill.write("");
  mill.run();
  const std::string without = mill.content();
  mill.write("cache = true\n");
  mill.run();
  CHECK(mill.called("cleaner") == 40);
  CHECK(mill.content() == without);
  const ProgramResult warm = mill.run({"--threads", "8"});
  CHECK(mill.called("cleaner") == 0);
  CHECK(mill.called("summarizer-stub") == 0);
  CHECK(mill.content() == without);
  CHECK(warm.err.find("  cleaner: 0 processed, 40 from the cache\n") != std::string::npos);
  mill.run({"--no-cache"});
  CHECK(mill.called("cleaner") == 40);
  CHECK(mill.content() == without);
}

TEST_CASE("a changed option calls that stage again and what really hangs on it, nothing else") {
  const Mill mill;
  mill.run();
  mill.run({"--set", "summarizer-stub.sentences=2"});
  CHECK(mill.called("cleaner") == 0);
  CHECK(mill.called("summarizer-stub") == 40);
  mill.run({"--set", "cleaner.keep-title=true"});
  CHECK(mill.called("cleaner") == 40);
  CHECK(mill.called("summarizer-stub") == 0);  // the text has come out the same
}

TEST_CASE("one more document is one more call") {
  const Mill mill;
  mill.run();
  mill.temp.write("in/new.txt", "Another article\n\nHuawei makes the 910B. It is sold at home.\n");
  mill.run();
  CHECK(mill.called("cleaner") == 1);
  CHECK(mill.called("summarizer-stub") == 1);
}

TEST_CASE("a cache that cannot be used costs time, not the run") {
  const Mill mill;
  mill.temp.write("file", "");
  const ProgramResult result = mill.run({"--cache", (mill.temp / "file/below").string()});
  CHECK(result.err.find("the cache cannot be used: ") != std::string::npos);
  CHECK(mill.called("cleaner") == 40);
}

TEST_CASE("docmill cache shows what is kept, and forgets it") {
  const Mill mill;
  mill.run();
  const std::string folder = (mill.temp / "cache").string();
  ProgramResult shown = run_docmill({"cache", "--cache", folder, "--json"});
  CHECK(shown.out.find("\"answers\":80,") != std::string::npos);
  shown = run_docmill({"cache", "--cache", folder, "--clear"});
  CHECK(shown.out.starts_with(folder + ": 0 answers, "));
  mill.run();
  CHECK(mill.called("cleaner") == 40);
}
