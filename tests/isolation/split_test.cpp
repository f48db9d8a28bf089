// Under --isolate a part on which a stage dies is listed as that part; its brothers, the document that it is of, and
// all others are as in a run in which the stage fails on it in words.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "isolation/broken_run.hpp"
#include "support/records.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

const std::string words = "Rain is expected in the north of the country, and wind on all of the coast. ";

// A document with so many sections, the trigger word in those whose numbers are given.
std::string sections(int n, const std::vector<int>& poisoned = {}) {
  std::string text;
  for (int i = 1; i <= n; ++i) {
    const bool is_poisoned = std::find(poisoned.begin(), poisoned.end(), i) != poisoned.end();
    text += "# Part " + std::to_string(i) + "\n\n" + words + (is_poisoned ? "POISON" : "calm") + "\n\n";
  }
  return text;
}

struct SplitRun {
  TempFolder folder;

  // `behind`: keys of the breaker, and stages behind it. `before`: stages before the one that splits.
  void write_pipeline(const std::string& run = "", const std::string& behind = "",
                      const std::string& before = "") const {
    folder.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[run]\n" + run +
                               "\n[[stage]]\nuse = \"cleaner\"\nstructure = true\n[[stage]]\nname = \"early\"\nuse = "
                               "\"writer\"\nfile = \"early.jsonl\"\n" +
                               before +
                               "[[stage]]\nuse = \"sections\"\nsplit-by = \"sections\"\n[[stage]]\nname = "
                               "\"breaker\"\nuse = \"breaker\"\n" +
                               behind + "[[stage]]\nuse = \"writer\"\n");
  }
  // Into `out`, and what stands in that then.
  ProgramResult run(const std::string& out, const std::string& deed, Strings more = {},
                    Strings environment = {}) const {
    more.insert(more.begin(), {"run", "p.toml", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR, "--output", out, "--set",
                               "breaker.deed=" + deed});
    return run_docmill(std::move(more), {folder.path(), std::move(environment), ""});
  }
  std::string content(const std::string& out, const std::string& deed, Strings more = {}) const {
    const ProgramResult result = run(out, deed, std::move(more));
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return folder_content(folder / out);
  }
  std::string records(const std::string& out) const {
    return read_file(folder / (out + "/records/early.jsonl")) + read_file(folder / (out + "/records/documents.jsonl"));
  }
  Strings failed(const std::string& out) const {
    Strings ids;
    for (const auto& line : read_json_lines(folder / (out + "/failures.jsonl")))
      ids.push_back(str(line["id"]) + " " + str(line["stage"]) + " " + str(line["code"]));
    return ids;
  }
};

// Documents of which parts are poisoned, one of them all over, one that is not split, and others.
void write_documents(const SplitRun& split) {
  for (int i = 0; i < 6; ++i) split.folder.write("in/calm" + std::to_string(i) + ".md", sections(3));
  split.folder.write("in/e-all.md", sections(3, {1, 2, 3}));
  split.folder.write("in/e-long.md", sections(80, {1, 2, 33, 79, 80}));
  split.folder.write("in/e-middle.md", sections(5, {3}));
  split.folder.write("in/e-whole.txt", words + "POISON\n");
  split.folder.write("in/f.txt", words + "\n");
}
const Strings poisoned = {"e-all.md#1",   "e-all.md#2",   "e-all.md#3",   "e-long.md#1",   "e-long.md#2",
                          "e-long.md#33", "e-long.md#79", "e-long.md#80", "e-middle.md#3", "e-whole.txt"};

Strings with(Strings ids, const std::string& more) {
  for (std::string& id : ids) id += more;
  return ids;
}

const std::string isolating = "isolation = \"process\"\nmax-seconds = 5\nmax-memory = \"64 MiB\"\n";

}  // namespace

TEST_CASE("a part on which a stage dies is listed as that part, and nothing else is lost") {
  const SplitRun split;
  write_documents(split);
  split.write_pipeline();
  (void)split.content("here", "fail");
  CHECK(split.failed("here") == with(poisoned, " breaker exception"));
  split.write_pipeline(isolating);
  for (const char* deed : {"kill", "raw-exit"}) {
    CAPTURE(deed);
    for (const char* threads : {"1", "2"}) {
      const ProgramResult result = split.run("out", deed, {"--threads", threads});
      REQUIRE_MESSAGE(result.status == 0, result.err);
      CHECK(split.failed("out") ==
            with(poisoned, std::string(" breaker ") + (deed[0] == 'k' ? "crash-sigkill" : "exit")));
      const bool same_records = split.records("out") == split.records("here");
      CHECK(same_records);
      CHECK_MESSAGE(says(result, "10 failed"), result.err);
    }
  }
}

TEST_CASE("without deaths, isolation shows in no byte of a run that splits, in words neither") {
  const SplitRun split;
  write_documents(split);
  for (const char* behind : {"", "[[stage]]\nuse = \"counter\"\n[[stage]]\nuse = \"language-tagger\"\n"}) {
    split.write_pipeline("", behind);
    for (const char* deed : {"none", "fail"}) {
      const bool same = split.content("here", deed) == split.content("out", deed, {"--isolate", "--threads", "2"});
      CHECK(same);
    }
  }
}

TEST_CASE("on-error, stages behind, and one that remembers mean what they mean for any failure") {
  const SplitRun split;
  write_documents(split);
  const std::string behind =
      "on-error = \"keep\"\n[[stage]]\nuse = \"language-tagger\"\n[[stage]]\nuse = \"counter\"\n";
  split.write_pipeline("", behind);
  (void)split.content("here", "fail");
  (void)split.content("out", "raw-exit", {"--isolate"});
  CHECK(split.failed("out").empty());
  // What the records say of the failure is another code.
  const auto here = read_json_lines(split.folder / "here/records/documents.jsonl");
  const auto there = read_json_lines(split.folder / "out/records/documents.jsonl");
  REQUIRE(here.size() == there.size());
  CHECK(here.size() == 6 * 3 + 3 + 80 + 5 + 2);
  for (std::size_t i = 0; i < here.size(); ++i) {
    CHECK(here[i]["id"] == there[i]["id"]);
    CHECK(here[i]["text"] == there[i]["text"]);
    CHECK(here[i]["language"] == there[i]["language"]);
  }
}

TEST_CASE("a stage before the one that splits takes the document along, one that tires in its process none") {
  const SplitRun split;
  split.folder.write("in/a.md", sections(4));
  split.folder.write("in/b.md", sections(4, {2}));
  split.folder.write("in/c.md", sections(130));
  const std::string before =
      "[[stage]]\nname = \"first\"\nuse = \"breaker\"\ndeed = \"raw-exit\"\nout = { echo = \"again\" }\n";
  split.write_pipeline(isolating, "", before);
  ProgramResult result = split.run("out", "none");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(split.failed("out") == Strings{"b.md first exit"});

  // It survives each part, though no worker survives all: so none of them is to blame.
  split.write_pipeline();
  (void)split.content("here", "none");
  result = split.run("out", "tired", {"--isolate"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(split.failed("out").empty());
  const bool same_records = split.records("out") == split.records("here");
  CHECK(same_records);
}

// Of a.md, which stands alone, the worker that dies at part 3 is the first to ask. Part 3 is tried alone, then with the
// breaker failing on it; then come the parts before it, at last those behind it.
TEST_CASE("a document that is not split as before when its parts are tried again fails as a whole") {
  const SplitRun split;
  split.folder.write("in/a.md", sections(4, {3}));
  const std::string wavering = "use = \"wavering\"\nallow = [\"external\"]\n";
  const auto stage = [&](const std::string& more) { return "[[stage]]\n" + wavering + more; };
  const auto written = [&] {
    Strings ids;
    for (const auto& line : read_json_lines(split.folder / "out/records/documents.jsonl"))
      ids.push_back(str(line["id"]));
    return ids;
  };
  const auto run = [&](const std::string& then, int times) {
    const ProgramResult result = split.run(
        "out", "raw-exit",
        {"--threads", "1", "--set", "wavering.then=" + then, "--set", "wavering.times=" + std::to_string(times)});
    REQUIRE_MESSAGE(result.status == 0, result.err);
  };
  const Strings others = {"a.md#1", "a.md#2", "a.md#4"}, part = {"a.md#3 breaker exit"};

  split.write_pipeline(isolating, "", stage(""));
  run("fail", 5);
  CHECK(written() == others);
  CHECK(split.failed("out") == part);
  for (const int times : {3, 4}) {
    CAPTURE(times);
    run("fail", times);
    CHECK(written().empty());
    CHECK(split.failed("out") == Strings{"a.md input unsteady"});
    run("end", times);
    CHECK(written().empty());
    CHECK(split.failed("out") == Strings{"a.md wavering exit"});
  }
  run("fail", 2);  // from the first that comes back on
  CHECK(split.failed("out") == Strings{"a.md wavering tired-of-it"});
  split.write_pipeline(isolating, "", stage("on-error = \"keep\"\n"));
  run("end", 4);
  CHECK(written() == others);
  CHECK(split.failed("out") == part);

  // One that splits.
  split.write_pipeline(isolating);
  std::string pipeline = read_file(split.folder / "p.toml");
  const std::string splitter = "use = \"sections\"\nsplit-by = \"sections\"";
  pipeline.replace(pipeline.find(splitter), splitter.size(), wavering + "split-by = \"pieces\"");
  split.folder.write("p.toml", pipeline);
  run("join", 1000);
  CHECK(written().size() > 5);
  CHECK(split.failed("out").size() == 1);
  run("join", 4);
  CHECK(split.failed("out") == Strings{"a.md input unsteady"});
  const auto manifest = read_json(split.folder / "out/run.json");
  CHECK(to_text(manifest["not_reproducible_because"]).find("asked again") != std::string::npos);
}

TEST_CASE("shards, a run that was killed and gone on with, and one that keeps what it has end with the same bytes") {
  const SplitRun split;
  write_documents(split);
  for (int i = 0; i < 6; ++i)  // chunks of their own
    split.folder.write("in/g" + std::to_string(i) + ".md", sections(12, {5}) + std::string(1 << 20, ' '));
  split.write_pipeline(isolating);
  const std::string expected = split.content("whole", "raw-exit");
  for (int shard = 3; shard >= 1; --shard) {
    const ProgramResult part = split.run("s", "raw-exit", {"--shard", std::to_string(shard) + "/3"});
    REQUIRE_MESSAGE(part.status == 0, part.err);
  }
  REQUIRE(run_docmill({"merge", (split.folder / "s").string(), "--quiet"}).status == 0);
  const bool same_after_merge = folder_content(split.folder / "s") == expected;
  CHECK(same_after_merge);

  const bool same_kept = split.content("whole", "raw-exit", {"--keep"}) == expected;
  CHECK(same_kept);
  CHECK(read_json(split.folder / "whole/timings.json")["kept_documents"].GetInt() == 6 * 4 + 1);

  const ProgramResult stopped = split.run("r", "raw-exit", {"--threads", "1", "--set", "run.max-failures=12"});
  CHECK(stopped.status == 5);
  const ProgramResult resumed = split.run("r", "raw-exit", {"--resume"});
  REQUIRE_MESSAGE(resumed.status == 0, resumed.err);
  const bool same_resumed = folder_content(split.folder / "r") == expected;
  CHECK(same_resumed);
}

TEST_CASE("the capsule of a part dies again in its replay, as that part alone") {
  const SplitRun split;
  split.folder.write("in/a.md", sections(4, {2, 3}));
  split.write_pipeline(isolating, "out = { echo = \"again\" }\n");
  const ProgramResult result = split.run("out", "raw-exit");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  Strings capsules;
  for (const fs::directory_entry& entry : fs::directory_iterator(split.folder / "out.capsules"))
    capsules.push_back(entry.path().filename());
  std::sort(capsules.begin(), capsules.end());
  REQUIRE(capsules.size() == 2);
  CHECK(capsules[1].find("a.md_3-") == 0);
  const auto told = read_json(split.folder / ("out.capsules/" + capsules[1] + "/capsule.json"));
  CHECK(str(told["document"]["id"]) == "a.md#3");
  CHECK(told["document"]["part"].GetInt() == 3);
  CHECK(read_file(split.folder / ("out.capsules/" + capsules[1] + "/document")) == sections(4, {2, 3}));

  const auto replay = [&](Strings more) {
    more.insert(more.begin(), {"replay", "out.capsules/" + capsules[1]});
    return run_docmill(std::move(more), {split.folder.path(), {}, ""});
  };
  ProgramResult again = replay({});
  CHECK(again.status == 1);
  CHECK_MESSAGE(again.out.find("a.md#3") != std::string::npos, again.out << again.err);
  CHECK_MESSAGE((again.out + again.err).find("'breaker' ended its process by exit(0)") != std::string::npos,
                again.out << again.err);
  again = replay({"--here", "--set", "breaker.deed=abort"});
  CHECK_MESSAGE(again.err.find("breaker") != std::string::npos, again.err);
  again = replay({"--set", "breaker.deed=none"});
  CHECK_MESSAGE(again.status == 0, again.out << again.err);
  again = replay({"--set", "breaker.deed=fail"});
  CHECK_MESSAGE((again.out + again.err).find("cannot stand this") != std::string::npos, again.out << again.err);
}
