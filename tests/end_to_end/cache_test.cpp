// The cache of expensive stages through the whole program: it saves calls, and nothing but times may show it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

struct Workspace {
  TempFolder temp;

  Workspace() {
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

TEST_CASE("worker processes ask the cache over their channel, and fill it") {
  const Workspace workspace;
  workspace.run({"--isolate"});
  const std::string cold = workspace.content();
  CHECK(workspace.called("summarizer-stub") == 40);
  for (const bool isolated : {true, false}) {
    workspace.run(isolated ? std::vector<std::string>{"--isolate"} : std::vector<std::string>{});
    CHECK(workspace.content() == cold);
    CHECK(workspace.called("cleaner") == 0);
    CHECK(workspace.called("summarizer-stub") == 0);
  }
}

TEST_CASE("a warm cache calls no stage and writes the same folder") {
  const Workspace workspace;
  workspace.write("");
  workspace.run();
  const std::string without = workspace.content();
  workspace.write("cache = true\n");
  workspace.run();
  CHECK(workspace.called("cleaner") == 40);
  CHECK(workspace.content() == without);
  const ProgramResult warm = workspace.run({"--threads", "8"});
  CHECK(workspace.called("cleaner") == 0);
  CHECK(workspace.called("summarizer-stub") == 0);
  CHECK(workspace.content() == without);
  CHECK(warm.err.find("  cleaner: 0 processed, 40 from the cache\n") != std::string::npos);
  workspace.run({"--no-cache"});
  CHECK(workspace.called("cleaner") == 40);
  CHECK(workspace.content() == without);
}

TEST_CASE("a changed option calls that stage again and what really hangs on it, nothing else") {
  const Workspace workspace;
  workspace.run();
  workspace.run({"--set", "summarizer-stub.sentences=2"});
  CHECK(workspace.called("cleaner") == 0);
  CHECK(workspace.called("summarizer-stub") == 40);
  workspace.run({"--set", "cleaner.keep-title=true"});
  CHECK(workspace.called("cleaner") == 40);
  CHECK(workspace.called("summarizer-stub") == 0);  // the text has come out the same
}

TEST_CASE("one more document is one more call") {
  const Workspace workspace;
  workspace.run();
  workspace.temp.write("in/new.txt", "Another article\n\nHuawei makes the 910B. It is sold at home.\n");
  workspace.run();
  CHECK(workspace.called("cleaner") == 1);
  CHECK(workspace.called("summarizer-stub") == 1);
}

TEST_CASE("a cache that cannot be used costs time, not the run") {
  const Workspace workspace;
  workspace.temp.write("file", "");
  const ProgramResult result = workspace.run({"--cache", (workspace.temp / "file/below").string()});
  CHECK(result.err.find("the cache cannot be used: ") != std::string::npos);
  CHECK(workspace.called("cleaner") == 40);
}

TEST_CASE("where SQLite cannot be opened the cache is missed, and said to be, and not the run") {
  const Workspace workspace;
  workspace.temp.write("broken/" DOCMILL_SQLITE, "no library");
  const ProgramSettings without{workspace.temp.path(), {"LD_LIBRARY_PATH=" + (workspace.temp / "broken").string()}, ""};
  const ProgramResult ran = run_docmill({"run", "p.toml", "--cache", "cache"}, without);
  CHECK(ran.status == 0);
  const std::string told =
      "the cache cannot be used: it needs the library " DOCMILL_SQLITE ", which cannot be opened (";
  CHECK_MESSAGE(ran.err.find(told) != std::string::npos, ran.err);
  CHECK(ran.err.find("); install it (Debian: libsqlite3-0)") != std::string::npos);
  CHECK(workspace.called("cleaner") == 40);
}

TEST_CASE("docmill cache shows what is kept, and forgets it") {
  const Workspace workspace;
  workspace.run();
  const std::string folder = (workspace.temp / "cache").string();
  ProgramResult shown = run_docmill({"cache", "--cache", folder, "--json"});
  CHECK(shown.out.find("\"answers\":80,") != std::string::npos);
  shown = run_docmill({"cache", "--cache", folder, "--clear"});
  CHECK(shown.out.starts_with(folder + ": 0 answers, "));
  workspace.run();
  CHECK(workspace.called("cleaner") == 40);
}
