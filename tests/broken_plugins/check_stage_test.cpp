// docmill check-stage as people and scripts meet it: what it prints, what it takes, how it ends.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"
#include "support/turkish_locale.hpp"

namespace {

using docmill::test::ProgramResult;
using docmill::test::TempFolder;

const std::string misdeeds = DOCMILL_MISDEED_DIR, flaws = DOCMILL_BROKEN_PLUGIN_DIR, right = DOCMILL_TEST_PLUGIN_DIR;

ProgramResult check_stage(std::vector<std::string> arguments, const TempFolder* folder = nullptr) {
  arguments.insert(arguments.begin(), "check-stage");
  return docmill::test::run_docmill(
      arguments, {folder != nullptr ? folder->path() : "", {"LOCPATH=" + docmill::test::turkish_locale_folder()}, ""});
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a failure is a line, its reason, what would be right, and how to see it again") {
  const std::string file = misdeeds + "/not_finite.so";
  const ProgramResult result = check_stage({file, "--only", "output-finite", "--seed", "5"});
  CHECK(result.status == 1);
  CHECK(result.err == "");
  CHECK(result.out.find(
            file + ": misdeed 1.0.0\n"
                   "ok       binary-loads              docmill takes the file: ELF note, exported table, declarations "
                   "without mistakes\n"
                   "FAILED   output-finite             scores and numbers are finite\n"
                   "           'words': row 0: score is not finite; with 'an article with its menu (variant 0)'\n") ==
        0);
  CHECK(holds(result.out,
              "           right: look for a division by zero\n"
              "2 checks: 1 ok, 1 failed, 0 skipped (seed 5)\n"
              "again: docmill check-stage " +
                  file + " --only output-finite --seed 5; with --here in a debugger\n"));
}

TEST_CASE("a plugin that cannot be loaded: exit code 3 and the sentence, also when it ends the process") {
  ProgramResult result = check_stage({flaws + "/zero_stages.so"});
  CHECK(result.status == 3);
  CHECK(result.out == "");
  CHECK(result.err == "docmill: " + flaws + "/zero_stages.so: holds no stage and no reader\n");
  const std::string file = misdeeds + "/aborts_while_loaded.so";
  result = check_stage({file});
  CHECK(result.status == 3);
  CHECK(result.err == "docmill: " + file + ": loading '" + file + "' crashed (SIGABRT); the file may be damaged\n");
  CHECK(check_stage({"nowhere.so"}).err == "docmill: nowhere.so: no such file\n");
}

TEST_CASE("an ORDERED stage may collect, and a filter provide nothing") {
  for (const auto& [file, check] : {std::pair{"/collector.so", "ownership-documents"},
                                    {"/dropper.so", "declaration-purpose"},
                                    {"/narrow.so", "config-whole"}}) {
    const ProgramResult result = check_stage({right + file, "--only", check});
    CHECK_MESSAGE(result.status == 0, result.out);
    CHECK(holds(result.out, std::string("ok       ") + check));
  }
}

TEST_CASE("a value set as another type is a failure by the names of layer and field") {
  const ProgramResult result =
      check_stage({right + "/narrow.so", "--only", "output-types", "--set", "set=\"as-number\""});
  CHECK(result.status == 1);
  CHECK(holds(result.out, "'small' of 'options' is an integer, and is set as a number"));
}

TEST_CASE("a library of readers: the checks of readers, and those that are of both") {
  const std::string file = misdeeds + "/reader_none.so", notes = DOCMILL_SOURCE_DIR "/tests/broken_plugins/notes";
  ProgramResult result = check_stage({file, "--only", "reader-order", "--only", "input-odd", "--document", notes});
  CHECK(result.status == 0);
  CHECK(holds(result.out, file + ": reader misread 1.0.0\n"));
  CHECK(holds(result.out, "ok       reader-order"));
  CHECK(holds(result.out, "skipped  input-odd"));
  CHECK(holds(result.out, "the library holds no stage\n"));
  CHECK(holds(result.out, "3 checks: 2 ok, 0 failed, 1 skipped (seed 1)\n"));
  result = check_stage({misdeeds + "/none.so", "--only", "reader-order"});
  CHECK(holds(result.out, "the library holds no reader"));
  result = check_stage({file, "--stage", "misred"});
  CHECK(result.status == 2);
  CHECK(result.err == "docmill: " + file + " holds no reader 'misred', did you mean 'misread'?\n  it holds: misread\n");
  result = check_stage({file, "--only", "hosts", "--set", "most-lines=10"});
  CHECK(result.status == 2);
  CHECK(holds(result.err, "'most-lines' is 10; it must be between 0 and 9"));
}

TEST_CASE("mistakes of the command line: exit code 2") {
  const std::string file = misdeeds + "/none.so";
  CHECK(check_stage({}).err == "docmill: check-stage needs a plugin\n  write docmill check-stage FILE.so\n");
  ProgramResult result = check_stage({file, "--only", "inptu"});
  CHECK(result.status == 2);
  CHECK(result.err.find("docmill: no check 'inptu', did you mean 'input'?\n  groups of checks: binary, ") == 0);
  result = check_stage({file, "--only", "hosts", "--set", "amount=10"});
  CHECK(result.status == 2);
  CHECK(holds(result.err, "'amount' is 10; it must be between 0 and 9"));
  result = check_stage({file, "--stage", "misded"});
  CHECK(result.status == 2);
  CHECK(result.err == "docmill: " + file + " holds no stage 'misded', did you mean 'misdeed'?\n  it holds: misdeed\n");
  CHECK(check_stage({file, "--document", "nowhere"}).status == 2);
}

TEST_CASE("an option that has to be said is asked for, and taken by --set or from a pipeline") {
  const std::string file = right + "/needs_a_word.so";
  ProgramResult result = check_stage({file, "--only", "hosts"});
  CHECK(result.status == 2);
  CHECK(holds(result.err, "needs the option 'word'"));
  CHECK(holds(result.err, "--set 'word = \"...\"'"));
  CHECK(check_stage({file, "--only", "hosts", "--set", "word=chip"}).status == 0);
  const TempFolder folder;
  folder.write("p.toml", "[[stage]]\nuse = \"needs-a-word\"\nname = \"mine\"\nword = \"chip\"\n");
  CHECK(check_stage({file, "--only", "hosts", "--pipeline", "p.toml"}, &folder).status == 0);
  folder.write("q.toml", "[[stage]]\nuse = \"another\"\n");
  result = check_stage({file, "--pipeline", "q.toml"}, &folder);
  CHECK(result.status == 2);
  CHECK(holds(result.err, "q.toml uses no stage of "));
}

TEST_CASE("a stage that leaves its ports to the pipeline is told them") {
  const std::string file = right + "/free_ports.so";
  const ProgramResult result = check_stage({file});
  CHECK(result.status == 2);
  CHECK(holds(result.err, "'free-ports' leaves its ports to the pipeline\n  say them: --set 'requires=[\"text\"]'"));
  const std::vector<std::string> ports = {file, "--set", "requires=[\"text\"]", "--set",
                                          "provides={ copy = \"text\" }"};
  std::vector<std::string> pure = ports;
  pure.insert(pure.end(), {"--set", "pure=true"});
  const ProgramResult as_pure = check_stage(pure), as_external = check_stage(ports);
  CHECK_MESSAGE(as_pure.status == 0, as_pure.out);
  CHECK_FALSE(holds(as_pure.out, "EXTERNAL"));
  CHECK_MESSAGE(as_external.status == 0, as_external.out);
  CHECK(holds(as_external.out, "skipped  determinism-order"));
}

TEST_CASE("stages of every schedule can be right: ORDERED ones and EXTERNAL ones are held to what they promise") {
  for (const char* name : {"counter", "world", "trimmer", "shouter", "span_reader", "chip_finder"}) {
    const ProgramResult result = check_stage({right + "/" + name + ".so"});
    CHECK_MESSAGE(result.status == 0, result.out);
  }
}

TEST_CASE("the Turkish locale is made once and kept in the cache folder") {
  const std::string& made = docmill::test::turkish_locale_folder();
  if (made.empty()) {
    MESSAGE("skipped: no Turkish locale can be made here (package locales)");
    return;
  }
  const TempFolder temp;
  const std::string calls = temp / "calls";
  const std::filesystem::path localedef = temp.write(
      "bin/localedef", "#!/bin/sh\necho made >> '" + calls + "'\nexec cp -r '" + made + "/tr_TR.UTF-8' \"$5\"\n");
  std::filesystem::permissions(localedef, std::filesystem::perms::owner_all);
  const std::vector<std::string> environment = {"PATH=" + (temp / "bin").string() + ":/usr/bin:/bin",
                                                "DOCMILL_CACHE=" + (temp / "cache").string()};
  for (int i = 0; i < 2; ++i) {
    const ProgramResult result = docmill::test::run_docmill(
        {"check-stage", right + "/trimmer.so", "--only", "determinism-locale"}, {"", environment, ""});
    CHECK_MESSAGE(holds(result.out, "ok       determinism-locale"), result.out);
    if (!std::filesystem::exists(calls)) {
      MESSAGE("skipped: the locale tr_TR.UTF-8 is installed");
      return;
    }
    CHECK(docmill::test::read_file(calls) == "made\n");
  }
}

TEST_CASE("texts of one's own go through as well") {
  const TempFolder folder;
  folder.write("texts/a.txt", "A title\r\rThe text of a user. $1,000.50 for it.\n");
  const ProgramResult result =
      check_stage({misdeeds + "/no_thousands.so", "--only", "input-ordinary", "--document", "texts"}, &folder);
  CHECK(result.status == 1);
  CHECK(holds(result.out, "with 'a.txt', variant 0"));
}
