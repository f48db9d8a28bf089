// Programs as readers through the whole program: documents, failures, and that one bad file stays one.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "reader_run.hpp"
#include "web_archives.hpp"

using namespace docmill::test;

namespace {

// A document for each line of a file; some lines make the program do something else.
const std::string lines_program =
    "#!/bin/sh\n"
    "n=0\n"
    "while IFS= read -r line; do\n"
    "  n=$((n + 1))\n"
    "  case $line in\n"
    "    crash) kill -SEGV $$;;\n"
    "    fail) echo 'there is nothing to read' >&2; exit 2;;\n"
    "    hang) sleep 600;;\n"
    "    garbage) echo 'Reading...';;\n"
    "    flood) exec yes;;\n"
    "    half) printf '{\"text\":\"ha'; exit 0;;\n"
    "    touch) touch \"$DOCMILL_TEST_FILE\" && echo '{\"passed\":\"written\"}' || echo "
    "'{\"passed\":\"not-written\"}';;\n"
    "    leave) if [ -e left ]; then echo '{\"passed\":\"left-behind\"}'; fi; echo x >left;;\n"
    "    at) read -r line; printf '{\"text\":\"At %s.\",\"offset\":%s}\\n' \"$line\" \"$line\";;\n"
    "    pass) echo '{\"passed\":\"not-wanted\"}';;\n"
    "    bad) printf '{\"problem\":{\"code\":\"bad-line\",\"message\":\"line %s is bad\"},\"locator\":\"line %s\"}\\n' "
    "$n $n;;\n"
    "    *) printf '{\"text\":\"%s\",\"locator\":\"line %s\",\"metadata\":{\"file\":\"%s\",\"nr\":%s}}\\n' \"$line\" "
    "$n "
    "\"$DOCMILL_FILE\" $n;;\n"
    "  esac\n"
    "done\n";

// The reader `lines`, which is that program.
struct LinesRun : ReaderRun {
  explicit LinesRun(const std::string& more = "")
      : ReaderRun(
            "use = \"program\"\nname = \"lines\"\nfiles = [\"*.lines\", \"*.lines.gz\"]\ncommand = "
            "[\"./lines.sh\"]\nprogram-files = [\"./lines.sh\"]\n" +
            more) {
    temp().write("lines.sh", lines_program);
  }
};

}  // namespace

TEST_CASE("program: a document for each record, with locator and metadata; what is bad or passed over is said") {
  const LinesRun run;
  run.write("a.lines", "The first line.\nbad\npass\nThe last line.\n");
  run.write("b.lines.gz", gzip_member("Another file.\n"));
  const std::string said = run.good();
  CHECK(has_text(said, "1 record passed over by reader 'lines': 1 not-wanted"));
  const std::string got = run.records();
  CHECK(count_text(got, "\n") == 3);
  CHECK_MESSAGE(has_text(got, R"({"id":"a.lines:4","source":"a.lines","line":4,"metadata":{"file":"a.lines","nr":4})"),
                got);
  CHECK(has_text(got, R"("metadata":{"file":"b.lines.gz","nr":1})"));
  CHECK_MESSAGE(run.failures() == R"({"id":"a.lines:2","source":"a.lines","line":2,"locator":"line 2","stage":"input",)"
                                  R"("code":"bad-line","message":"line 2 is bad"})"
                                  "\n",
                run.failures());
  run.check_same_however_it_is_run();
  const std::string expected = run.folder();
  run.good({"--keep"});
  CHECK(run.folder() == expected);
}

TEST_CASE("program: a file on which the program crashes, fails, talks nonsense or without end stays one") {
  const LinesRun run;
  for (const char* deed : {"crash", "fail", "garbage", "half"})
    run.write(std::string(deed) + ".lines", std::string("Before it.\n") + deed + "\nBehind it.\n");
  run.write("z.lines", "A good file.\n");
  run.good();
  const std::string got = run.records(), bad = run.failures();
  CHECK(count_text(got, "Before it.") == 4);
  CHECK(count_text(got, "Behind it.") == 1);  // a line of nonsense costs that line
  CHECK(has_text(got, "A good file."));
  CHECK(count_text(bad, "\n") == 4);
  CHECK_MESSAGE(
      has_text(bad, R"("source":"crash.lines","line":2,"stage":"input","code":"program-ended","message":"the )"
                    R"(program ended by signal 11 (Segmentation fault))"),
      bad);
  CHECK_MESSAGE(has_text(bad,
                         "the program ended with status 2; it last said: 'there is nothing to read'; what it said of "
                         "fail.lines before, 1 line, was taken"),
                bad);
  CHECK_MESSAGE(
      has_text(bad, R"("code":"bad-record","message":"line 2 of what the program said: the record is not JSON)"), bad);
  CHECK(has_text(bad, "the program ended in the middle of a line"));
}

TEST_CASE("program: a program that hangs, and one that talks without end") {
  const LinesRun hanging("time-limit = 0.5\n");
  hanging.write("a.lines", "hang\n");
  hanging.good();
  CHECK_MESSAGE(has_text(hanging.failures(), R"("code":"time-limit","message":"the program gave no record within 0.5)"),
                hanging.failures());
  CHECK(has_text(read_file(hanging.temp() / "out/run.json"), "a time limit"));

  const LinesRun flooding;
  flooding.write("a.lines", "flood\n");
  flooding.good();
  CHECK(count_text(flooding.failures(), "\"code\":\"bad-record\"") == 100);
  CHECK(has_text(flooding.failures(), "it is the hundredth such line, and the rest is not read"));
}

TEST_CASE("program: of a packed file that breaks off nothing is read, and one failure says why") {
  const LinesRun run;
  std::string file;
  for (uint64_t i = 0; i < 300; ++i) file += noise(i, 10).substr(0, 70) + "\n";
  const std::string packed = gzip_member(file);
  run.write("a.lines.gz", packed.substr(0, packed.size() / 2));
  run.good();
  CHECK(run.records().empty());
  CHECK(count_text(run.failures(), "\n") == 1);
  CHECK_MESSAGE(has_text(run.failures(), "\"code\":\"truncated\""), run.failures());
}

TEST_CASE("program: no file outside of its folder is changed") {
  const LinesRun run("environment = [\"DOCMILL_TEST_FILE=/var/tmp/docmill-was-here\"]\n");
  run.write("a.lines", "touch\nA line.\n");
  run.temp().write("isolated.toml", "[run]\nisolation = \"process\"\n" + read_file(run.temp() / "p.toml"));
  const std::string plan = run_docmill({"plan", (run.temp() / "isolated.toml").string()}).out;
  if (plan.find("Landlock") == std::string::npos || plan.find("no Landlock") != std::string::npos) {
    MESSAGE("this kernel has no Landlock");
    return;
  }
  const std::string said = run.good();
  CHECK_MESSAGE(has_text(said, "1 record passed over by reader 'lines': 1 not-written"), said);
}

TEST_CASE("program: each file has a folder of its own, without what the file before has left, and none stays") {
  const LinesRun run;
  for (const char* name : {"a", "b", "c"}) run.write(std::string(name) + ".lines", "leave\nA line of its own.\n");
  const std::filesystem::path temporary = run.temp() / "temporary";
  std::filesystem::create_directories(temporary);
  const std::string said = run.good({}, "out", {.environment = {"TMPDIR=" + temporary.string()}});
  CHECK_MESSAGE(!has_text(said, "left-behind"), said);
  CHECK(count_text(run.records(), "A line of its own.") == 3);
  CHECK(std::filesystem::is_empty(temporary));
  run.check_same_however_it_is_run();
}

TEST_CASE("program: an offset is held against those that were said, not against those that were made up") {
  const LinesRun run;
  run.write("a.lines", "pass\npass\npass\nat\n0\nat\n7\nat\n6\nat\n7\nat\n900\n");
  run.good();
  const std::string got = run.records(), bad = run.failures();
  CHECK(count_text(got, "At 0.") == 1);
  CHECK(count_text(got, "At 7.") == 2);
  CHECK(count_text(got, "\n") == 3);
  CHECK(count_text(bad, "\n") == 2);
  CHECK_MESSAGE(has_text(bad, "'offset' is 6, where 7 to 42 can be: records come in the order of the file"), bad);
  CHECK_MESSAGE(has_text(bad, "'offset' is 900, where 7 to 42 can be"), bad);
  run.check_same_however_it_is_run();
}

TEST_CASE("program: without a folder for temporary files it says so, file by file") {
  const LinesRun run;
  run.write("a.lines", "A line.\n");
  run.write("b.lines", "A line.\n");
  run.good({}, "out", {.environment = {"TMPDIR=/nowhere/at-all"}});
  CHECK_MESSAGE(
      count_text(run.failures(), "\"code\":\"no-temporary-file\",\"message\":\"no temporary file can be made: ") == 2,
      run.failures());
  CHECK(has_text(read_file(run.temp() / "out/run.json"), "want of room for temporary files"));
}

TEST_CASE("program: mistakes in the pipeline are told at their place") {
  const ReaderRun nameless("use = \"program\"\ncommand = [\"cat\"]");
  nameless.write("a.lines", "x\n");
  ProgramResult result = nameless.run();
  CHECK(result.status == 2);
  CHECK_MESSAGE(has_text(result.err, "p.toml:7:7: which files the reader 'program' takes is for the pipeline to say"),
                result.err);
  CHECK(has_text(result.err, "write files = [\"**/*.abc\"] below it"));

  const ReaderRun missing("use = \"program\"\nfiles = [\"*.lines\"]\ncommand = [\"./lines.sh\"]");
  missing.write("a.lines", "x\n");
  result = missing.run();
  CHECK_MESSAGE(has_text(result.err, "name it in program-files as well: program-files = [\"./lines.sh\"]"), result.err);
  const ReaderRun none("use = \"program\"\nfiles = [\"*.lines\"]");
  none.write("a.lines", "x\n");
  CHECK_MESSAGE(has_text(none.run().err, "command"), none.run().err);
}
