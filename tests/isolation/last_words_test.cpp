// A stage in the process of docmill brings it down: it is said which, on which document and how to go on, and no such
// end looks like a good one.
#include <doctest/doctest.h>
#include <signal.h>

#include <filesystem>
#include <string>

#include "isolation/broken_run.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;

struct End {
  std::string deed;
  int status;
  std::string words;
};

// Under a sanitizer faults are reported by it as well, and it ends the process in its own way.
#ifdef DOCMILL_SANITIZED
const std::vector<End> ends = {{"exit", 5, "ended the program by exit()"},
                               {"quick-exit", 5, "ended the program by quick_exit()"}};
#else
const std::vector<End> ends = {
    {"segfault", 128 + SIGSEGV, "crashed (SIGSEGV)"},        {"abort", 128 + SIGABRT, "crashed (SIGABRT)"},
    {"stack", 128 + SIGSEGV, "used up its stack (SIGSEGV)"}, {"exit", 5, "ended the program by exit()"},
    {"quick-exit", 5, "ended the program by quick_exit()"},  {"_exit", 5, "ended the program by _exit()"}};
#endif

}  // namespace

TEST_CASE("what ends the program names the stage and the document, and how to go on") {
  for (const End& end : ends)
    for (const char* threads : {"1", "2"}) {
      CAPTURE(end.deed);
      BrokenRun broken(1);
      broken.poison(0);
      const ProgramResult result = broken.run(end.deed, "process", {"--threads", threads});
      CHECK(result.status == end.status);
      CHECK_MESSAGE(says(result, "docmill: stage 'breaker' " + end.words + " on document 'd0.txt'\n"), result.err);
      CHECK(says(result, "the same command with --resume --isolate goes on"));
      CHECK_FALSE(fs::exists(broken.folder / "out"));
    }
}

TEST_CASE("of several documents in hand the likeliest is named") {
  BrokenRun broken;
  broken.poison(3);
  const ProgramResult result = broken.run("exit");
  CHECK_MESSAGE(says(result,
                     "on one of the 5 documents that it had in hand ('d0.txt' to 'd4.txt'), most likely "
                     "'d3.txt'\n"),
                result.err);
}

TEST_CASE("an end in create has the exit code of a stage that cannot be created, in every command") {
  const BrokenRun broken;
  for (const End& end : ends) {
    if (end.status != 5) continue;
    for (const char* command : {"run", "check", "plan", "test"}) {
      CAPTURE(end.deed);
      CAPTURE(command);
      const ProgramResult result = broken.docmill({command, "p.toml"}, end.deed, "create");
      CHECK(result.status == 3);
      // The others create stages in a child first, and can tell the place in the pipeline.
      if (command == std::string_view("run"))
        CHECK(result.err == "docmill: stage 'breaker' " + end.words + " in create, before the first document\n");
      else CHECK(result.err.starts_with("p.toml:6:1: stage 'breaker' ended the process by exit(0) in create\n"));
    }
  }
}

TEST_CASE("a stage that does not survive its end is refused where stages are tried first") {
  const BrokenRun broken;
  for (const End& end : ends) {
    if (end.status != 5) continue;
    for (const char* command : {"check", "plan", "test"}) {
      CAPTURE(end.deed);
      CAPTURE(command);
      const ProgramResult result = broken.docmill({command, "p.toml"}, end.deed, "destroy");
      CHECK(result.status == 3);
      CHECK_MESSAGE(result.err.starts_with("p.toml:6:1: stage 'breaker' ended the process by exit(0) in destroy"),
                    result.err);
    }
  }
}

TEST_CASE("an end when all is done is not exit code 0") {
  const BrokenRun broken;
  for (const End& end : ends)
    for (const char* moment : {"open", "close", "destroy"}) {
      CAPTURE(end.deed);
      CAPTURE(moment);
      const ProgramResult result = broken.run(end.deed, moment);
      CHECK(result.status == end.status);
      CHECK_MESSAGE(says(result, "stage 'breaker' " + end.words + " in " + moment), result.err);
    }
}

TEST_CASE("a stage that remembers: the words say that the run begins anew") {
  BrokenRun broken(1);
  broken.plugin = "breaker-ordered";
  broken.write_pipeline("");
  broken.poison(0);
  const ProgramResult result = broken.run("exit");
  CHECK(result.status == 5);
  CHECK_MESSAGE(says(result, "the same command begins anew, also with --resume"), result.err);
}

TEST_CASE("what was finished before the end is there for --resume") {
  BrokenRun broken(1);
  // Chunks end at every mebibyte of input, so the poison is in the third.
  for (int i = 0; i < 3; ++i) broken.add(i, std::string(1 << 20, 'a'));
  broken.poison(3);
  const ProgramResult ended = broken.run("exit", "process", {"--threads", "1"});
  CHECK(ended.status == 5);
  broken.add(3, "There is nobody in this one.");  // of the same length: the run is the same
  const ProgramResult resumed = broken.run("exit", "process", {"--resume", "--json"});
  CHECK_MESSAGE(resumed.status == 0, resumed.err);
  const ProgramResult anew = broken.run("exit", "process", {"--output", "anew"});
  CHECK(anew.status == 0);
  CHECK(read_file(broken.folder / "out/records/documents.jsonl") ==
        read_file(broken.folder / "anew/records/documents.jsonl"));
}

#ifndef DOCMILL_SANITIZED
TEST_CASE("of a stage that is tried in a child, too, it is said what of the process was used up") {
  const BrokenRun broken;
  for (const char* command : {"check", "plan", "test"})
    for (const auto& [deed, words] : std::vector<std::pair<std::string, std::string>>{
             {"stack", "used up its stack (SIGSEGV)"},
             {"no-memory", "ran out of memory (SIGABRT)"},
             {"alarm", "was ended by a timer (SIGALRM)"},
             {"kill", "was killed (SIGKILL, also sent by a system that has no memory left)"}}) {
      CAPTURE(command);
      const ProgramResult result = broken.docmill({command, "p.toml"}, deed, "create");
      CHECK(result.status == 3);
      CHECK_MESSAGE(result.err.starts_with("p.toml:6:1: stage 'breaker' " + words + " in create\n"), result.err);
    }
}

TEST_CASE("a timer that ends the program is told") {
  BrokenRun broken;
  broken.poison(0);
  const ProgramResult result = broken.run("alarm");
  CHECK(result.status == 128 + SIGALRM);
  CHECK_MESSAGE(says(result, "the program is ended by SIGALRM, of a timer that docmill has not set"), result.err);
}
#endif

TEST_CASE("locks of streams that a stage keeps hold up neither what is said nor the end") {
  BrokenRun broken(5);
  broken.poison(3);
  const ProgramResult plain = broken.run("none", "process", {"--output", "plain"});
  CHECK(plain.status == 0);
  for (const bool json : {false, true}) {
    std::vector<std::string> more = {"--output", "kept"};
    if (json) more.emplace_back("--json");
    const ProgramResult result = broken.run("keep", "process", more);
    CHECK_MESSAGE(result.status == 4, result.err);
    CHECK(read_file(broken.folder / "kept/records/documents.jsonl") ==
          read_file(broken.folder / "plain/records/documents.jsonl"));
    CHECK_MESSAGE(says(result, "docmill: a stream that is open could not be written within 3 s"), result.err);
    CHECK_MESSAGE(
        (json ? result.out : result.err).find(json ? "\"written\":5" : "5 documents written") != std::string::npos,
        result.out, result.err);
  }
}

TEST_CASE("text that was printed before a stage took the lock is lost with a sentence and an exit code") {
  const BrokenRun broken;
  const ProgramResult result = broken.docmill({"plan", "p.toml"}, "keep", "destroy");
  CHECK(result.status == 4);
  CHECK_MESSAGE(says(result, "docmill: standard output cannot be written"), result.err);
}

TEST_CASE("an alarm that a stage has left pending is taken for no stream that could not be written") {
  const BrokenRun broken;
  const ProgramResult result = broken.run("pending", "create");
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK_FALSE_MESSAGE(says(result, "stream"), result.err);
}

TEST_CASE("a file that may not grow further is an error of the output, with a sentence") {
  BrokenRun broken;
  for (int i = 0; i < 40; ++i) broken.add(i, std::string(20000, 'a'));
  const ProgramResult result =
      run_program({"sh", "-c", std::string("ulimit -f 100; exec '") + DOCMILL_PROGRAM + "' run p.toml"},
                  {broken.folder.path(), {}, ""});
  CHECK(result.status == 4);
  CHECK_MESSAGE(says(result, "File too large"), result.err);
  CHECK_FALSE(fs::exists(broken.folder / "out"));
}
