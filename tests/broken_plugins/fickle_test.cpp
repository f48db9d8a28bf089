// A plugin that does no harm when it is tried, and harm later: at whatever turn that is, docmill comes to an end of its
// own and says what it was.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace {

namespace fs = std::filesystem;
using docmill::test::ProgramResult;
using docmill::test::read_file;
using docmill::test::run_docmill;
using docmill::test::run_program;
using docmill::test::TempFolder;

struct Bench {
  TempFolder folder;
  Bench() {
    fs::create_directory(folder / "plugins");
    fs::copy_file(DOCMILL_FICKLE_PLUGIN, folder / "plugins/flawed.so");
    folder.write("in/a.txt", "Rain is expected in the north.\n");
    // One stage alone: of several plugins, a trial of all that goes wrong is followed by one of each.
    folder.write("p.toml",
                 "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"flawed\"\nin = { text = "
                 "\"source\" }\n");
  }
  // With the turn at which the plugin goes wrong; 0: at none.
  ProgramResult docmill(std::vector<std::string> arguments, std::size_t turn) const {
    fs::remove(folder / "turns");
    fs::remove(folder / "p.lock");
    arguments.insert(arguments.end(), {"--plugin-dir", "plugins"});
    return run_docmill(std::move(arguments),
                       {folder.path(),
                        {"DOCMILL_PLUGIN_PATH=", "DOCMILL_FICKLE_FILE=" + (folder / "turns").string(),
                         "DOCMILL_FICKLE_TURN=" + std::to_string(turn)},
                        ""});
  }
  // The same, begun by `starter`, a program and its arguments, and with more variables.
  ProgramResult begun_by(std::vector<std::string> starter, const std::vector<std::string>& arguments, std::size_t turn,
                         std::vector<std::string> variables = {}) const {
    fs::remove(folder / "turns");
    starter.emplace_back(DOCMILL_PROGRAM);
    starter.insert(starter.end(), arguments.begin(), arguments.end());
    starter.insert(starter.end(), {"--plugin-dir", "plugins"});
    variables.insert(variables.end(), {"DOCMILL_PLUGIN_PATH=", "DOCMILL_FICKLE_FILE=" + (folder / "turns").string(),
                                       "DOCMILL_FICKLE_TURN=" + std::to_string(turn)});
    return run_program(starter, {folder.path(), variables, ""});
  }
  std::size_t turns() const { return read_file(folder / "turns").size(); }
};

bool says(const ProgramResult& result, const std::string& text) { return result.err.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("a plugin that does harm at any turn ends no command that looks") {
  const Bench bench;
  struct Look {
    std::vector<std::string> command;
    std::size_t turns;  // tried, loaded, and created, where it is: all of that in a child first
    std::size_t first;  // a plugin that died in the trial of a trial is tried again, and may be right then
  };
  for (const Look& look : std::vector<Look>{{{"check", "p.toml"}, 6, 2},
                                            {{"plan", "p.toml"}, 6, 2},
                                            {{"lock", "p.toml"}, 6, 2},
                                            {{"describe", "flawed"}, 2, 1},
                                            {{"describe", "plugins/flawed.so"}, 2, 1},
                                            {{"stages"}, 2, 1},
                                            {{"layers"}, 2, 1},
                                            {{"schema"}, 2, 1}}) {
    CAPTURE(look.command.front());
    const ProgramResult right = bench.docmill(look.command, 0);
    CHECK_MESSAGE(right.status == 0, right.err);
    const std::size_t n = bench.turns();
    CHECK(n == look.turns);
    for (std::size_t turn = 1; turn <= n; ++turn) {
      CAPTURE(turn);
      const ProgramResult result = bench.docmill(look.command, turn);
      CHECK_MESSAGE(result.status == (turn < look.first ? 0 : 3), result.err);
      if (result.status == 0) continue;
      CHECK_MESSAGE(says(result, "crashed (SIGABRT)"), result.err);
      CHECK_MESSAGE((says(result, "flawed.so") || says(result, "stage 'flawed'")), result.err);
    }
  }
}

TEST_CASE("a signal that is none of a crash ends the command as it ends its child") {
  const Bench bench;
  struct End {
    int signal;
    std::string words;
  };
  for (const End& end : std::vector<End>{
           {SIGXCPU, "docmill: the program is ended by SIGXCPU, the limit of processor time (ulimit -t)\n"},
           {SIGALRM, "docmill: the program is ended by SIGALRM, of a timer that docmill has not set"},
           {SIGVTALRM, "docmill: the program is ended by SIGVTALRM, of a timer that docmill has not set"},
           {SIGPROF, "docmill: the program is ended by SIGPROF, of a timer that docmill has not set"},
           {SIGKILL, ""},
           {SIGUSR1, ""},
           {SIGTERM, ""}}) {
    CAPTURE(end.signal);
    // Behind all trials, in the process that does the work.
    const ProgramResult result =
        bench.begun_by({"env"}, {"check", "p.toml"}, 6, {"DOCMILL_FICKLE_SIGNAL=" + std::to_string(end.signal)});
    CHECK_MESSAGE(result.status == 128 + end.signal, result.err);
    CHECK_MESSAGE((end.words.empty() ? result.err.empty() : result.err.starts_with(end.words)), result.err);
  }
}

#ifndef DOCMILL_SANITIZED  // which says something else of the crash
TEST_CASE("a stack that is used up is told as that, in trials and behind them") {
  const Bench bench;
  for (const std::size_t turn : {2, 3, 4, 5, 6}) {
    CAPTURE(turn);
    const ProgramResult result = bench.begun_by({"env"}, {"check", "p.toml"}, turn, {"DOCMILL_FICKLE_SIGNAL=0"});
    CHECK(result.status == 3);
    CHECK_MESSAGE(says(result, " used up its stack (SIGSEGV)"), result.err);
  }
}
#endif

TEST_CASE("where the caller ignores the ends of children, docmill hears of them") {
  const Bench bench;
  const std::vector<std::string> deaf = {"env", "--ignore-signal=CHLD"};
  const ProgramResult right = bench.begun_by(deaf, {"check", "p.toml"}, 0);
  CHECK_MESSAGE(right.status == 0, right.err);
  for (const std::size_t turn : {2, 6}) {
    const ProgramResult result = bench.begun_by(deaf, {"check", "p.toml"}, turn);
    CHECK(result.status == 3);
    CHECK_MESSAGE(says(result, "crashed (SIGABRT)"), result.err);
  }
}

TEST_CASE("printed text that standard output does not take is told, and is no success") {
  const Bench bench;
  const auto into_full = [&](const std::string& arguments, std::size_t turn = 0) {
    const std::string line = "exec \"$0\" " + arguments + " \"$@\" > /dev/full";
    return bench.begun_by({"sh", "-c", line}, {}, turn);
  };
  for (const char* command : {"schema", "check p.toml", "describe flawed", "stages"}) {
    CAPTURE(command);
    const ProgramResult result = into_full(command);
    CHECK(result.status == 4);
    const std::string words = "docmill: standard output cannot be written: ";
    const std::size_t at = result.err.find(words);
    CHECK_MESSAGE(at != std::string::npos, result.err);
    CHECK_MESSAGE(result.err.find(words, at + 1) == std::string::npos, result.err);
  }
  CHECK(into_full("check p.toml", 6).status == 3);  // another code stays
  const ProgramResult alone =
      run_program({"sh", "-c", "exec \"$0\" --version > /dev/full", DOCMILL_PROGRAM}, {bench.folder.path(), {}, ""});
  CHECK_MESSAGE(alone.status == 4, alone.err);
}

#ifndef DOCMILL_SANITIZED
TEST_CASE("a plugin that does harm at any turn ends no isolated run before it begins") {
  const Bench bench;
  const ProgramResult right = bench.docmill({"run", "p.toml", "--isolate", "--quiet"}, 0);
  CHECK_MESSAGE(right.status == 0, right.err);
  const std::size_t n = bench.turns();
  CHECK(n == 6);  // tried, loaded and created in a child, and the same again for good
  for (std::size_t turn = 2; turn <= n; ++turn) {
    CAPTURE(turn);
    fs::remove_all(bench.folder / "out");
    const ProgramResult result = bench.docmill({"run", "p.toml", "--isolate", "--quiet"}, turn);
    CHECK_MESSAGE(result.status == 3, result.err);
    CHECK_MESSAGE(says(result, "crashed (SIGABRT)"), result.err);
    CHECK_MESSAGE((says(result, "flawed.so") || says(result, "stage 'flawed'")), result.err);
    CHECK_FALSE(fs::exists(bench.folder / "out"));
  }
}
#endif

#ifndef DOCMILL_INSTRUMENTED  // such a build has something to do itself when it ends
TEST_CASE("what a plugin has left to be done when the process ends is not done, and does no harm") {
  const Bench bench;
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"check", "p.toml"},
                                             {"describe", "flawed"},
                                             {"stages"},
                                             {"run", "p.toml"},
                                             {"run", "p.toml", "--isolate"}}) {
    std::vector<std::string> arguments = command;
    CAPTURE(arguments.front());
    arguments.insert(arguments.end(), {"--plugin-dir", "plugins"});
    const ProgramResult result =
        run_docmill(arguments, {bench.folder.path(), {"DOCMILL_PLUGIN_PATH=", "DOCMILL_FICKLE_END=1"}, ""});
    CHECK_MESSAGE(result.status == 0, result.err);
    CHECK_FALSE(says(result, "crashed"));
  }
  CHECK(fs::exists(bench.folder / "out/run.json"));
}
#endif
