// Under --isolate a stage that does not survive a document costs that document alone: it is listed, and every other one
// is written with the bytes of a run without it.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "isolation/broken_run.hpp"
#include "support/records.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;

struct Failure {
  std::string stage, code, message;
};
std::map<std::string, Failure> failures(const fs::path& out) {
  std::map<std::string, Failure> found;
  for (const auto& line : read_json_lines(out / "failures.jsonl"))
    found[str(line["id"])] = {str(line["stage"]), str(line["code"]), str(line["message"])};
  return found;
}

struct Death {
  std::string deed, code, message;
};
// Under a sanitizer faults end a process otherwise, and memory has no limit.
#ifdef DOCMILL_SANITIZED
const std::vector<Death> deaths = {
    {"exit", "exit", "'breaker' ended its process by exit(0)"},
    {"raw-exit", "exit", "'breaker' ended its process by exit(0)"},
    {"kill", "crash-sigkill", "'breaker' was killed (SIGKILL, also sent by a system that has no memory left)"}};
#else
const std::vector<Death> deaths = {
    {"segfault", "crash-sigsegv", "'breaker' crashed (SIGSEGV)"},
    {"abort", "crash-sigabrt", "'breaker' crashed (SIGABRT)"},
    {"stack", "crash-sigsegv", "'breaker' used up its stack (SIGSEGV)"},
    {"exit", "exit", "'breaker' ended its process by exit(0)"},
    {"quick-exit", "exit", "'breaker' ended its process by exit(0)"},
    {"_exit", "exit", "'breaker' ended its process by exit(0)"},
    {"raw-exit", "exit", "'breaker' ended its process by exit(0)"},
    {"kill", "crash-sigkill", "'breaker' was killed (SIGKILL, also sent by a system that has no memory left)"},
    {"alarm", "crash-sigalrm", "'breaker' was ended by a timer (SIGALRM)"},
    {"stray", "crash-sigabrt", "'breaker' crashed (SIGABRT)"},
    {"balloon", "memory-limit", "'breaker' took more than 64 MiB of memory (max-memory)"},
};
#endif

const std::string limits = "[run]\nisolation = \"process\"\nmax-seconds = 1\nmax-memory = \"64 MiB\"\n";

// Processes whose command line holds the text.
std::set<int> processes_with(const std::string& text) {
  std::set<int> found;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::string line;
    try {
      line = read_file(entry.path() / "cmdline");
    } catch (const std::exception&) {
      continue;  // it has ended
    }
    if (line.find(text) != std::string::npos) found.insert(std::stoi(name));
  }
  return found;
}

}  // namespace

TEST_CASE("each way to die costs the documents that it happens on, and no other") {
  BrokenRun without(40);
  for (const int bad : {0, 17, 18, 39}) fs::remove(without.folder / ("in/d" + std::to_string(bad) + ".txt"));
  REQUIRE(without.run("none").status == 0);
  const std::string good = read_file(without.folder / "out/records/documents.jsonl");

  BrokenRun broken(40);
  for (const int bad : {0, 17, 18, 39}) broken.poison(bad);
  broken.write_pipeline(limits);
  for (const Death& death : deaths) {
    CAPTURE(death.deed);
    const ProgramResult result = broken.run(death.deed, "process", {"--threads", "2"});
    REQUIRE_MESSAGE(result.status == 0, result.err);
    const auto failed = failures(broken.folder / "out");
    CHECK(failed.size() == 4);
    for (const int bad : {0, 17, 18, 39}) {
      const Failure& failure = failed.at("d" + std::to_string(bad) + ".txt");
      CHECK(failure.stage == "breaker");
      CHECK(failure.code == death.code);
      CHECK(failure.message == death.message);
    }
    CHECK(read_file(broken.folder / "out/records/documents.jsonl") == good);
  }
}

TEST_CASE("a stage that works for ever on a document is ended") {
  BrokenRun broken(3);
  broken.poison(1);
  broken.write_pipeline(limits);
  const ProgramResult result = broken.run("loop");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const auto failed = failures(broken.folder / "out");
  REQUIRE(failed.size() == 1);
  CHECK(failed.at("d1.txt").code == "hang");
  CHECK(failed.at("d1.txt").message == "'breaker' used more than 1 s of processor time (max-seconds)");
  CHECK(read_file(broken.folder / "out/run.json").find("a time limit") != std::string::npos);
}

TEST_CASE("on-error means what it means for any failure") {
  BrokenRun broken(5);
  broken.poison(2);
  broken.write_pipeline("");
  std::string text = read_file(broken.folder / "p.toml");
  text.replace(text.find("in = {"), 0, "on-error = \"keep\"\n");
  broken.folder.write("p.toml", text);
  ProgramResult result = broken.run("exit", "process", {"--isolate"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(failures(broken.folder / "out").empty());
  CHECK(read_json_lines(broken.folder / "out/records/documents.jsonl").size() == 5);
  CHECK(says(result, "5 documents written (1 without some layers), 0 failed"));

  text.replace(text.find("keep"), 4, "stop");
  broken.folder.write("p.toml", text);
  result = broken.run("exit", "process", {"--isolate"});
  CHECK(result.status == 5);
  CHECK_MESSAGE(says(result, "on-error = \"stop\""), result.err);
}

TEST_CASE("what is no document's fault ends the run with a sentence") {
  BrokenRun broken(5);
  ProgramResult result = broken.run("exit", "open", {"--isolate"});
  CHECK(result.status == 5);
  CHECK_MESSAGE(says(result,
                     "'breaker' ended its process by exit(0) in open, which makes a worker, so no document can "
                     "pass it"),
                result.err);

  BrokenRun everywhere(80);
  for (int i = 0; i < 80; ++i) everywhere.poison(i);
  result = everywhere.run("exit", "process", {"--isolate", "--threads", "2"});
  CHECK(result.status == 5);
  CHECK_MESSAGE(says(result, "on each of the first 50 documents"), result.err);
}

TEST_CASE("a stage that remembers cannot be lost: the run ends and names the document") {
  BrokenRun broken(5);
  broken.plugin = "breaker-ordered";
  broken.write_pipeline("");
  broken.poison(3);
  const ProgramResult result = broken.run("exit", "process", {"--isolate"});
  CHECK(result.status == 5);
  CHECK_MESSAGE(says(result, "'breaker' ended its process by exit(0) on document 'd3.txt'"), result.err);
}

TEST_CASE("an end of a worker when all is done harms nothing") {
  const BrokenRun broken(5);
  const ProgramResult result = broken.run("exit", "close", {"--isolate"});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(read_json_lines(broken.folder / "out/records/documents.jsonl").size() == 5);
}

TEST_CASE("a child that a stage forks does not go on with the run beside it") {
  BrokenRun broken(20);
  for (const bool isolated : {false, true}) {
    std::vector<std::string> more = {"--threads", "1"};
    if (isolated) more.push_back("--isolate");
    const ProgramResult result = broken.run("fork", "open", more);
    // A sandboxed worker process has no children at all.
    if (isolated && result.status == 5) continue;
    REQUIRE_MESSAGE(result.status == 0, result.err);
    CHECK(read_json_lines(broken.folder / "out/records/documents.jsonl").size() == 20);
  }
}

#ifndef DOCMILL_SANITIZED
TEST_CASE("worker processes have no network, no programs, and change no file") {
  BrokenRun broken(5);
  broken.poison(2);
  broken.write_pipeline("[run]\nisolation = \"process\"\n");
  const std::string plan = broken.docmill({"plan", "p.toml"}, "none", "process").out;
  CHECK(plan.find("isolation") != std::string::npos);
  if (plan.find("seccomp") != std::string::npos && plan.find("no seccomp") == std::string::npos)
    for (const char* deed : {"socket", "program", "fork"}) {
      CAPTURE(deed);
      const ProgramResult result = broken.run(deed);
      REQUIRE_MESSAGE(result.status == 0, result.err);
      const auto failed = failures(broken.folder / "out");
      REQUIRE(failed.size() == 1);
      CHECK(failed.at("d2.txt").code == "sandbox");
    }
  else MESSAGE("this kernel has no seccomp");
  if (plan.find("Landlock") != std::string::npos && plan.find("no Landlock") == std::string::npos) {
    REQUIRE(broken.run("file").status == 0);
    CHECK_FALSE(fs::exists(broken.folder / "breaker-was-here"));
  } else {
    MESSAGE("this kernel has no Landlock");
  }
}
#endif

TEST_CASE("a library that ends what loads it, a stage that ends what creates it") {
  BrokenRun broken(3);
  broken.write_pipeline("[run]\nisolation = \"process\"\n");
  for (const char* command : {"check", "run", "plan"}) {
    const ProgramResult result = broken.docmill({command, "p.toml"}, "raw-exit", "create");
    CHECK(result.status == 3);
    CHECK_MESSAGE(says(result, "stage 'breaker' ended the process by exit(0) in create"), result.err);
  }
}

TEST_CASE("shards and their merge come to the same") {
  BrokenRun broken(12);
  broken.poison(7);
  REQUIRE(broken.run("exit", "process", {"--isolate", "--output", "whole"}).status == 0);
  for (const char* shard : {"1/2", "2/2"})
    REQUIRE(broken.run("exit", "process", {"--isolate", "--shard", shard}).status == 0);
  const ProgramResult merged = run_docmill({"merge", "out"}, {broken.folder.path(), {}, ""});
  REQUIRE_MESSAGE(merged.status == 0, merged.err);
  CHECK(folder_content(broken.folder / "out") == folder_content(broken.folder / "whole"));
}

TEST_CASE("docmill ended by force leaves no process behind") {
  BrokenRun broken(5);
  broken.poison(2);
  broken.write_pipeline("");
  const std::string sign = (broken.folder / "p.toml").string();
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(DOCMILL_PROGRAM, DOCMILL_PROGRAM, "run", sign.c_str(), "--isolate", "--quiet", "--set",
            "breaker.deed=sleep", nullptr);
    ::_exit(127);
  }
  // docmill, its launcher, and a worker at least; not those in which loading was tried, before there was a place to
  // write.
  const fs::path partial = broken.folder / "out.partial/chunks.jsonl";
  for (int i = 0; i < 3000 && (!fs::exists(partial) || processes_with(sign).size() < 3); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(processes_with(sign).size() >= 3);
  ::kill(child, SIGKILL);
  CHECK(wait_for_exit(child) == 128 + SIGKILL);
  for (int i = 0; i < 3000 && !processes_with(sign).empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(processes_with(sign).empty());
}

TEST_CASE("an interrupted run ends, and --resume goes on with it") {
  BrokenRun broken(1);
  for (int i = 0; i < 3; ++i) broken.add(i, std::string(1 << 20, 'a'));
  broken.poison(3);
  broken.write_pipeline("");
  const std::string pipeline = (broken.folder / "p.toml").string();
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(DOCMILL_PROGRAM, DOCMILL_PROGRAM, "run", pipeline.c_str(), "--isolate", "--quiet", "--threads", "1",
            "--set", "breaker.deed=sleep", nullptr);
    ::_exit(127);
  }
  // Until two chunks are finished.
  const fs::path journal = broken.folder / "out.partial/chunks.jsonl";
  for (int i = 0; i < 3000 && (!fs::exists(journal) || fs::file_size(journal) < 600); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ::kill(child, SIGTERM);
  CHECK(wait_for_exit(child) == 128 + SIGTERM);
  broken.add(3, "There is nobody in this one.");  // of the same length: the run is the same
  const ProgramResult resumed = broken.run("sleep", "process", {"--isolate", "--resume"});
  CHECK_MESSAGE(resumed.status == 0, resumed.err);
  CHECK(read_json_lines(broken.folder / "out/records/documents.jsonl").size() == 4);
}
