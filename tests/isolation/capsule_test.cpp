// A document that its worker did not survive is kept beside OUT, and `docmill replay` has it die again.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "isolation/broken_run.hpp"
#include "support/records.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> capsules_of(const BrokenRun& broken) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(broken.folder / "out.capsules"))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

ProgramResult replay(const BrokenRun& broken, const std::string& capsule, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"replay", "out.capsules/" + capsule});
  return run_docmill(std::move(more), {broken.folder.path(), {}, ""});
}

struct Kept : BrokenRun {
  std::string capsule;
  explicit Kept(const std::string& deed, const std::string& more = "") : BrokenRun(5) {
    poison(3);
    write_pipeline("[run]\nisolation = \"process\"\nmax-seconds = 1\nmax-memory = \"64 MiB\"\n" + more);
    const ProgramResult result = run(deed);
    REQUIRE_MESSAGE(result.status == 0, result.err);
    REQUIRE(capsules_of(*this).size() == 1);
    capsule = capsules_of(*this)[0];
    CHECK_MESSAGE(says(result, "docmill replay out.capsules/" + capsule + " shows that again"), result.err);
  }
};

}  // namespace

TEST_CASE("a death is kept in a capsule beside OUT, and happens again in its replay") {
  const Kept kept("exit");
  CHECK(kept.capsule.find("d3.txt-") == 0);
  CHECK(read_file(kept.folder / ("out.capsules/" + kept.capsule + "/document")) == "There is POISON in this one.\n");
  ProgramResult result = replay(kept, kept.capsule);
  CHECK(result.status == 1);
  CHECK_MESSAGE(result.out == "d3.txt: 'breaker' ended its process by exit(0), as in the run\n", result.out);
  CHECK(result.err.empty());

  // Mended, it passes, and what is other than in the run is told.
  result = replay(kept, kept.capsule, {"--set", "breaker.deed=none"});
  CHECK(result.status == 0);
  CHECK_MESSAGE(result.out == "d3.txt: passes; in the run: 'breaker' ended its process by exit(0)\n", result.out);
  CHECK_MESSAGE(says(result, "not as in the run: breaker: option 'deed' is \"none\" now, \"exit\" before"), result.err);
  result = replay(kept, kept.capsule, {"--set", "breaker.deed=fail"});
  CHECK(result.status == 0);
  CHECK_MESSAGE(result.out ==
                    "d3.txt: is failed by 'breaker', and nothing dies: cannot stand this; in the run: 'breaker' ended "
                    "its process by exit(0)\n",
                result.out);

  // In one process it ends that; the words are those of any such end.
  result = replay(kept, kept.capsule, {"--here"});
  CHECK(result.status == 5);
  CHECK_MESSAGE(says(result, "stage 'breaker' ended the program by exit() on document 'd3.txt'"), result.err);
}

#ifndef DOCMILL_SANITIZED
TEST_CASE("where it was in when it died stands in the capsule, also of one that would not end") {
  for (const char* deed : {"segfault", "abort", "stack", "loop"}) {
    CAPTURE(deed);
    const Kept kept(deed);
    const std::string told = read_file(kept.folder / ("out.capsules/" + kept.capsule + "/capsule.json"));
    CHECK_MESSAGE(told.find("\"breaker.so+0x") != std::string::npos, told);
    const ProgramResult result = replay(kept, kept.capsule);
    CHECK(result.status == 1);
    CHECK_MESSAGE(result.out.find(", as in the run\n  ") != std::string::npos, result.out);
  }
}
#endif

TEST_CASE("a line of JSON Lines dies as the line that it was, after the stages that it had not survived before") {
  BrokenRun broken(0);
  broken.folder.write("in/a.jsonl", "{\"text\":\"Rain.\"}\n{\"text\":\"POISON\",\"who\":\"me\"}\n");
  broken.write_pipeline("[run]\nisolation = \"process\"\n");
  std::string text = read_file(broken.folder / "p.toml");
  const std::string second =
      "on-error = \"keep\"\n[[stage]]\nname = \"second\"\nuse = \"breaker\"\nplugin = \"" DOCMILL_TEST_PLUGIN_DIR
      "/breaker.so\"\nin = { text = \"source\" }\nout = { echo = \"echo2\" }\ndeed = \"raw-exit\"\n";
  text.replace(text.find("[[stage]]\nuse = \"writer\""), 0, second);
  broken.folder.write("p.toml", text);
  const ProgramResult result = broken.run("exit");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const std::vector<std::string> names = capsules_of(broken);
  REQUIRE(names.size() == 2);
  std::string both;
  for (const std::string& name : names) {
    const ProgramResult again = replay(broken, name);
    CHECK(again.status == 1);
    both += again.out;
  }
  CHECK_MESSAGE(both.find("a.jsonl:2: 'breaker' ended its process by exit(0), as in the run\n") != std::string::npos,
                both);
  CHECK_MESSAGE(both.find("a.jsonl:2: 'second' ended its process by exit(0), as in the run\n") != std::string::npos,
                both);
}

TEST_CASE("an id that is longer than what a worker can tell is cut between two characters") {
  BrokenRun broken(0);
  std::string id;
  for (int i = 0; i < 150; ++i) id += "é";
  broken.folder.write("in/a.jsonl", "{\"id\":\"" + id + "\",\"text\":\"POISON\"}\n");
  broken.write_pipeline("[run]\nisolation = \"process\"\n");
  const ProgramResult result = broken.run("exit");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  REQUIRE(capsules_of(broken).size() == 1);
  const std::string capsule = capsules_of(broken)[0];
  CHECK(docmill::utf8::is_valid(read_file(broken.folder / ("out.capsules/" + capsule + "/capsule.json"))));
  const ProgramResult again = replay(broken, capsule);
  CHECK_MESSAGE(again.status == 1, again.err);
  CHECK_MESSAGE(again.out.find("éé: 'breaker' ended its process by exit(0), as in the run\n") != std::string::npos,
                again.out);
}

TEST_CASE("capsules are no part of OUT, are no input, and are in nobody's way") {
  BrokenRun broken(5);
  broken.poison(3);
  broken.write_pipeline("[run]\nisolation = \"process\"\n");
  // The output lies inside the input.
  std::string text = read_file(broken.folder / "p.toml");
  text.replace(text.find("[\"in\"]"), 6, "[\".\"]\nskip = [\"p.toml\"]");
  broken.folder.write("p.toml", text);
  REQUIRE(broken.run("exit").status == 0);
  const std::string first = folder_content(broken.folder / "out"), capsule = capsules_of(broken)[0];
  REQUIRE(broken.run("exit").status == 0);
  CHECK(folder_content(broken.folder / "out") == first);
  CHECK(capsules_of(broken) == std::vector<std::string>{capsule});
  const auto docmill = [&](std::vector<std::string> arguments) {
    return run_docmill(std::move(arguments), {broken.folder.path(), {}, ""});
  };
  CHECK(docmill({"verify", "out"}).status == 0);
  CHECK(broken.run("exit", "process", {"--resume"}).status == 0);
  for (const char* shard : {"1/2", "2/2"}) REQUIRE(broken.run("exit", "process", {"--shard", shard}).status == 0);
  const ProgramResult merged = docmill({"merge", "out"});
  CHECK_MESSAGE(merged.status == 0, merged.err);
  CHECK(folder_content(broken.folder / "out") == first);
}

TEST_CASE("a run keeps a hundred capsules, and says that there are more deaths") {
  BrokenRun broken(0);
  std::string lines;
  for (int i = 0; i < 240; ++i) lines += i % 2 == 0 ? "{\"text\":\"POISON\"}\n" : "{\"text\":\"Rain.\"}\n";
  broken.folder.write("in/a.jsonl", lines);
  broken.write_pipeline("[run]\nisolation = \"process\"\n");
  const ProgramResult result = broken.run("exit");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(capsules_of(broken).size() == 100);
  CHECK(read_json_lines(broken.folder / "out/failures.jsonl").size() == 120);
}

TEST_CASE("a capsule that cannot be written costs nothing but itself") {
  BrokenRun broken(5);
  broken.poison(3);
  broken.write_pipeline("[run]\nisolation = \"process\"\n");
  broken.folder.write("out.capsules", "a file is in the way");
  const ProgramResult result = broken.run("exit");
  CHECK(result.status == 0);
  CHECK_MESSAGE(says(result, "no capsule can be written: out.capsules: "), result.err);
  CHECK(read_json_lines(broken.folder / "out/failures.jsonl").size() == 1);
}

TEST_CASE("what is no capsule, or none any more, is said") {
  const Kept kept("exit");
  const std::string place = "out.capsules/" + kept.capsule;
  ProgramResult result = run_docmill({"replay", "in"}, {kept.folder.path(), {}, ""});
  CHECK(result.status == 2);
  CHECK_MESSAGE(says(result, "in: no capsule (capsule.json is not in it)"), result.err);

  kept.folder.write(place + "/document", "There is another POISON.\n");
  result = replay(kept, kept.capsule);
  CHECK(result.status == 2);
  CHECK_MESSAGE(result.err == "docmill: " + place +
                                  "/document: is not the document of the capsule any more; have the run make the "
                                  "capsule again\n",
                result.err);
  fs::remove(kept.folder / (place + "/document"));
  result = replay(kept, kept.capsule);
  CHECK(result.status == 4);
  CHECK_MESSAGE(says(result, "/document: cannot be read; it is the document of the capsule"), result.err);
  kept.folder.write(place + "/document", "There is POISON in this one.\n");

  std::string json = read_file(kept.folder / (place + "/capsule.json"));
  kept.folder.write(place + "/capsule.json", json.substr(0, json.size() / 2));
  result = replay(kept, kept.capsule);
  CHECK(result.status != 0);
  CHECK_MESSAGE(says(result, "capsule.json"), result.err);
  kept.folder.write(place + "/capsule.json", json);

  // The pipeline has moved, a plugin is gone.
  fs::rename(kept.folder / "p.toml", kept.folder / "moved.toml");
  result = replay(kept, kept.capsule);
  CHECK(result.status == 2);
  CHECK_MESSAGE(says(result, "p.toml"), result.err);
  CHECK(replay(kept, kept.capsule, {"--pipeline", "moved.toml"}).status == 1);
  std::string text = read_file(kept.folder / "moved.toml");
  text.replace(text.find("breaker.so"), 10, "gone-by.so");
  kept.folder.write("moved.toml", text);
  result = replay(kept, kept.capsule, {"--pipeline", "moved.toml"});
  CHECK(result.status == 3);
  CHECK_MESSAGE(says(result, "gone-by.so"), result.err);
}

TEST_CASE("--debug gives the replay to gdb, or says what to give to another debugger") {
  const Kept kept("exit");
  const std::string line =
      "-q -ex run --args " DOCMILL_PROGRAM " replay out.capsules/" + kept.capsule + " --here --set breaker.deed=none";
  const std::vector<std::string> arguments = {"replay", "out.capsules/" + kept.capsule, "--debug", "--set",
                                              "breaker.deed=none"};
  const fs::path gdb = kept.folder.write("bin/gdb", "#!/bin/sh\necho \"$@\"\n");
  fs::permissions(gdb, fs::perms::owner_all);
  const std::string path = "PATH=" + (kept.folder / "bin").string();
  ProgramResult result = run_docmill(arguments, {kept.folder.path(), {path + ":/usr/bin:/bin"}, ""});
  CHECK(result.status == 0);
  CHECK_MESSAGE(result.out == line + "\n", result.out);
  fs::remove(gdb);
  result = run_docmill(arguments, {kept.folder.path(), {path}, ""});
  CHECK(result.status == 4);
  CHECK_MESSAGE(says(result,
                     "gdb cannot be started (No such file or directory); install it, or give your debugger what "
                     "stands here: gdb " +
                         line),
                result.err);
}
