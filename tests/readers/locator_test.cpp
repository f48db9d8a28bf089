// A failed document that a reader has cut says where a person finds it: in failures.jsonl, in the index, in messages.
#include <doctest/doctest.h>

#include <string>

#include "isolation/broken_run.hpp"
#include "reader_run.hpp"

using namespace docmill::test;

namespace {

std::string table(const std::string& rows) { return "id,text\n" + rows; }

// What `docmill failures` says of a run.
std::string told(const ReaderRun& run, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"failures", (run.temp() / "out").string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_docmill(arguments).out;
}

}  // namespace

TEST_CASE("locators: a record that the reader refuses, in next() and in decode()") {
  const ReaderRun csv("use = \"csv\"\nid = \"id\"");
  csv.write("a.csv", table("one,\"a\ntext\"\ntwo,a text,more\n"));
  const std::string said = csv.good();
  CHECK_MESSAGE(
      has_text(csv.failures(), R"({"id":"a.csv:3","source":"a.csv","line":3,"locator":"line 4","stage":"input",)"
                               R"("code":"field-count",)"),
      csv.failures());
  CHECK_MESSAGE(has_text(said, "a.csv:3 (line 4): input: the record at line 4"), said);
  CHECK_MESSAGE(has_text(told(csv), "  a.csv:3  line 4: the record at line 4"), told(csv));
  CHECK_MESSAGE(has_text(told(csv, {"--json"}), R"("place":"a.csv:3","locator":"line 4","message":)"), told(csv));

  const ReaderRun mail("use = \"mail\"");
  const std::string good = "From a@b.org Thu Jan  1 10:00:00 2026\nSubject: x\n\nA text.\n\n";
  mail.write("a.mbox",
             good + "From a@b.org Thu Jan  1 10:00:00 2026\nMessage-ID: <m@b.org>\nSubject: y\n\n\n\n" + good);
  mail.good();
  CHECK_MESSAGE(has_text(mail.failures(), R"({"id":"m@b.org","source":"a.mbox","line":2,"locator":"byte )" +
                                              std::to_string(good.size()) + R"(","stage":"input","code":"no-text",)"),
                mail.failures());
  // The id says neither where it is in the input nor where in the file.
  const std::string place = "  m@b.org  a.mbox:2  byte " + std::to_string(good.size()) + ": the text";
  CHECK_MESSAGE(has_text(told(mail), place), told(mail));
  const ProgramResult again = run_docmill(
      {"failures", (mail.temp() / "out").string(), "--rerun", "--pipeline", (mail.temp() / "p.toml").string()});
  CHECK_MESSAGE(has_text(again.out, "m@b.org (a.mbox:2, byte " + std::to_string(good.size()) + "): fails"),
                again.out << again.err);
}

TEST_CASE("locators: of several files each is named, of what is dropped too") {
  const ReaderRun csv("use = \"csv\"\nid = \"id\"");
  csv.write("a.csv", table("one,Rain is expected.\n"));
  csv.write("b.csv", table("two,\"Rain is\nexpected.\"\nthree,Snow is expected.\nfour,Rain again.\n"));
  csv.temp().write("p.toml",
                   "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[reader]]\nuse = \"csv\"\nid = \"id\"\n"
                   "[[stage]]\nuse = \"needs-a-word\"\nplugin = \"" DOCMILL_TEST_PLUGIN_DIR
                   "/needs_a_word.so\"\nword = \"Snow\"\nin = { text = \"source\" }\n[[stage]]\nuse = \"writer\"\n");
  csv.good();
  const std::string dropped = told(csv, {"--dropped"});
  CHECK_MESSAGE(has_text(dropped, "  one  a.csv:2  line 2: does not hold 'Snow'"), dropped);
  CHECK_MESSAGE(has_text(dropped, "  two  b.csv:2  line 2: does not hold 'Snow'"), dropped);
  CHECK_MESSAGE(has_text(dropped, "  four  b.csv:4  line 5: does not hold 'Snow'"), dropped);
  const std::string json = told(csv, {"--dropped", "--json"});
  CHECK_MESSAGE(has_text(json, R"("id":"two","place":"b.csv:2","locator":"line 2",)"), json);
  csv.check_same_however_it_is_run();
  const std::string expected = csv.folder();
  csv.good({"--keep"});
  CHECK(csv.folder() == expected);
}

TEST_CASE("locators: what has none, and what is no record, says none; documents that do not fail keep their rows") {
  const ReaderRun csv("use = \"csv\"\nid = \"id\"");
  csv.write("a.csv", table("one,a text\n"));
  csv.write("b.csv", "");
  csv.write("c.txt", "A text.\n");
  csv.write("d.jsonl", "{\n");
  csv.good();
  CHECK(count_text(csv.failures(), "\n") == 2);
  CHECK_FALSE(has_text(csv.failures(), "locator"));
  CHECK(has_text(told(csv), "  b.csv: the file is empty"));
  CHECK(has_text(csv.records(), R"({"id":"one","source":"a.csv","line":2,)"));
}

TEST_CASE("locators: a stage that fails, one that dies, an id that came before, in any kind of run") {
  const BrokenRun broken(0);
  std::string rows;
  for (int i = 1; i <= 40; ++i)
    rows += std::to_string(i % 20 == 5 ? 5 : i) + (i == 7 ? ",There is POISON in this one.\n" : ",A good text.\n");
  broken.folder.write("in/a.csv", table(rows));
  const auto pipeline = [&](const std::string& more) {
    broken.write_pipeline(more + "[[reader]]\nuse = \"csv\"\nid = \"id\"\n");
    std::string text = read_file(broken.folder / "p.toml");
    broken.folder.write("p.toml", text.replace(text.find("[input]\n"), 8, "[input]\nduplicates = \"error\"\n"));
  };
  const auto bytes = [&](const std::string& out) { return folder_content(broken.folder / out); };
  pipeline("");
  const ProgramResult run = broken.run("fail");
  REQUIRE_MESSAGE(run.status == 0, run.err);
  const std::string failures = read_file(broken.folder / "out/failures.jsonl");
  CHECK_MESSAGE(has_text(failures, R"({"id":"7","source":"a.csv","line":8,"locator":"line 8","stage":"breaker",)"),
                failures);
  CHECK_MESSAGE(has_text(failures, R"({"id":"5","source":"a.csv","line":26,"locator":"line 26","stage":"input",)"
                                   R"("code":"duplicate-id",)"),
                failures);
  CHECK(says(run, "5 (a.csv:26, line 26): input: the id '5'"));
  const std::string expected = bytes("out");

  // Only the merge knows of ids that came before, and of what it was told by shards it says the place.
  for (const char* shard : {"1/2", "2/2"})
    REQUIRE(broken.run("fail", "process", {"--shard", shard, "--output", "shared"}).status == 0);
  const ProgramResult merged = run_docmill({"merge", (broken.folder / "shared").string()});
  REQUIRE_MESSAGE(merged.status == 0, merged.err);
  CHECK(says(merged, "5 (a.csv:26, line 26): input: the id '5'"));
  CHECK(bytes("shared") == expected);
  REQUIRE(broken.run("fail", "process", {"--keep"}).status == 0);
  CHECK(bytes("out") == expected);
  REQUIRE(broken.run("fail", "process", {"--isolate", "--output", "isolated"}).status == 0);
  CHECK(bytes("isolated") == expected);

  // A stage that dies of it.
  REQUIRE(broken.run("exit", "process", {"--isolate", "--output", "died"}).status == 0);
  const std::string died = read_file(broken.folder / "died/failures.jsonl");
  CHECK_MESSAGE(
      has_text(died, R"({"id":"7","source":"a.csv","line":8,"locator":"line 8","stage":"breaker","code":"exit",)"),
      died);
}
