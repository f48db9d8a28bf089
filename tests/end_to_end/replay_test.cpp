// A run that asked the world can be repeated from its output folder when the world answers otherwise.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

// `oracle` answers with what stands in the file `answer` at the moment, and fails on documents that hold FAIL.
constexpr const char* oracle = R"(import json, sys
json.loads(sys.stdin.readline())
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    document = json.loads(line)
    text = document["layers"]["text"]
    world = open(sys.argv[1]).read().strip()
    if "FAIL" in text:
        answer = {"n": document["n"], "fail": {"code": "no-idea", "message": "asked in " + world}}
    else:
        answer = {"n": document["n"], "layers": {"answer": world + " about " + str(len(text))}, "notes": ["asked in " + world]}
    print(json.dumps(answer), flush=True)
)";

struct Workspace {
  TempFolder temp;

  explicit Workspace(const std::string& keys = "") {
    temp.write("oracle.py", oracle);
    for (int i = 0; i < 12; ++i)
      temp.write("in/" + std::to_string(i) + ".txt",
                 "Article " + std::to_string(i / 2) + "\n\nNvidia sold chip A100 in China. Then came the rules.\n");
    temp.write("in/bad.txt", "An article\n\nThis one will FAIL, and is otherwise an article like all the others.\n");
    world("spring");
    temp.write("p.toml",
               "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n"
               "[[stage]]\nuse = \"process\"\nname = \"oracle\"\nallow = [\"external\"]\n"
               "command = [\"python3\", \"oracle.py\", \"" +
                   (temp / "world").string() +
                   "\"]\nfiles = [\"oracle.py\"]\nrequires = [\"text\"]\nprovides = { answer = \"text\" }\n" + keys +
                   "[[stage]]\nuse = \"writer\"\n");
  }
  void world(const std::string& answer) const { temp.write("world", answer); }
  ProgramResult run(const std::string& out, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"run", (temp / "p.toml").string(), "--output", (temp / out).string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments);
  }
  std::string content(const std::string& out) const { return folder_content(temp / out); }
};

}  // namespace

TEST_CASE("worker processes replay what was recorded, and record, as docmill itself does") {
  const Workspace workspace;
  REQUIRE(workspace.run("first", {"--isolate"}).status == 0);
  const std::string first = workspace.content("first");
  workspace.world("winter");
  for (const bool isolated : {true, false}) {
    std::vector<std::string> more = {"--replay", (workspace.temp / "first").string()};
    if (isolated) more.emplace_back("--isolate");
    REQUIRE(workspace.run("again", more).status == 0);
    CHECK(workspace.content("again") == first);
  }
}

TEST_CASE("a replayed run writes the folder of the first, failures too, and asks nobody") {
  const Workspace workspace;
  REQUIRE(workspace.run("first").status == 0);
  const auto records = read_json_lines(workspace.temp / "first/records/documents.jsonl");
  REQUIRE(records.size() == 12);
  CHECK(str(records[0]["answer"]).starts_with("spring about "));
  workspace.world("autumn");
  std::filesystem::remove(workspace.temp / "oracle.pyc");
  for (const char* threads : {"1", "4"}) {
    const ProgramResult again =
        workspace.run("again", {"--replay", (workspace.temp / "first").string(), "--threads", threads});
    REQUIRE_MESSAGE(again.status == 0, again.err);
    CHECK(workspace.content("again") == workspace.content("first"));
    CHECK_MESSAGE(again.err.find("  oracle: 0 processed, 13 replayed\n") != std::string::npos, again.err);
    CHECK(again.err.find("cache") == std::string::npos);
  }
  CHECK(str(read_json_lines(workspace.temp / "again/failures.jsonl")[0]["message"]).find("asked in spring") !=
        std::string::npos);
  REQUIRE(workspace.run("asked").status == 0);
  CHECK(workspace.content("asked") != workspace.content("first"));
}

TEST_CASE("a replay of a replay is the same again") {
  const Workspace workspace;
  REQUIRE(workspace.run("first").status == 0);
  workspace.world("autumn");
  REQUIRE(workspace.run("second", {"--replay", (workspace.temp / "first").string()}).status == 0);
  workspace.world("winter");
  REQUIRE(workspace.run("third", {"--replay", (workspace.temp / "second").string()}).status == 0);
  CHECK(workspace.content("third") == workspace.content("first"));
}

TEST_CASE("a document that is new or has changed has no answer, and says so") {
  const Workspace workspace;
  REQUIRE(workspace.run("first").status == 0);
  workspace.temp.write("in/3.txt",
                       "Another article\n\nIt says something else than it did in spring, at some length.\n");
  REQUIRE(workspace.run("again", {"--replay", (workspace.temp / "first").string()}).status == 0);
  const auto failures = read_json_lines(workspace.temp / "again/failures.jsonl");
  REQUIRE(failures.size() == 2);
  CHECK(str(failures[0]["id"]) == "3.txt");
  CHECK(str(failures[0]["code"]) == "no-answer");
  CHECK(str(failures[0]["message"]) ==
        "the run that is repeated holds no answer of 'oracle' to this document as it is now; without --replay it would "
        "be asked");
  CHECK(read_json_lines(workspace.temp / "again/records/documents.jsonl").size() == 11);
}

TEST_CASE("an EXTERNAL stage with a cache is asked once for each question, and still recorded") {
  const Workspace workspace("cache = true\n");
  const std::string cache = (workspace.temp / "cache").string();
  REQUIRE(workspace.run("first", {"--cache", cache}).status == 0);
  workspace.world("autumn");
  REQUIRE(workspace.run("second", {"--cache", cache}).status == 0);
  CHECK(read_file(workspace.temp / "first/records/documents.jsonl") ==
        read_file(workspace.temp / "second/records/documents.jsonl"));
  // What failed is asked again: the cache keeps no failures.
  CHECK(read_file(workspace.temp / "second/failures.jsonl").find("asked in autumn") != std::string::npos);
  workspace.world("winter");
  REQUIRE(workspace.run("third", {"--replay", (workspace.temp / "second").string(), "--no-cache"}).status == 0);
  CHECK(workspace.content("third") == workspace.content("second"));
}

TEST_CASE("a folder that cannot be replayed is told in a sentence") {
  const Workspace workspace;
  const auto replay = [&](const std::string& folder) {
    return workspace.run("again", {"--replay", (workspace.temp / folder).string()});
  };
  CHECK(replay("nothing").err ==
        "docmill: --replay: " + (workspace.temp / "nothing").string() + ": is no output folder of a finished run\n");
  REQUIRE(workspace.run("first").status == 0);
  const std::string answers = read_file(workspace.temp / "first/answers.jsonl.zst");
  workspace.temp.write("first/answers.jsonl.zst", answers.substr(0, answers.size() / 2));
  const ProgramResult cut = replay("first");
  CHECK(cut.status == 4);
  CHECK(cut.err.find("answers.jsonl.zst: the zstd data break off") != std::string::npos);
  std::filesystem::remove(workspace.temp / "first/answers.jsonl.zst");
  const ProgramResult none = replay("first");
  CHECK(none.status == 2);
  CHECK(none.err == "docmill: --replay: " + (workspace.temp / "first").string() +
                        ": holds no answers.jsonl.zst: no stage of that run was EXTERNAL\n");
}
