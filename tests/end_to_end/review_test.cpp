// `docmill stats`, `show` and `failures`: a finished run looked at again.
#include <doctest/doctest.h>

#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

struct Reviewed {
  TempFolder temp;

  Reviewed() {
    temp.write("in/a.txt", "This text is about chips, and it is as long as it has to be to be told as English.\n");
    temp.write("in/b.txt", "This text holds POISON and is otherwise as long as any other one here, or nearly so.\n");
    temp.write("in/c.jsonl",
               "{\"id\":\"one\",\"text\":\"The H20 is a chip that was made for China, and for it alone.\"}\n"
               "rubbish\n{\"id\":\"three\",\"text\":\"Another POISON text, which fails as the first does.\"}\n");
    temp.write("in/d.txt", "");
    temp.write("p.toml",
               "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = "
               "\"misbehave\"\nmode = \"fail\"\n[[stage]]\nuse = \"writer\"\ncompress = \"zstd\"\n");
    const ProgramResult run = docmill({"run", "p.toml", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR});
    REQUIRE_MESSAGE(run.status == 0, run.err);
  }
  ProgramResult docmill(const std::vector<std::string>& arguments) const {
    return run_docmill(arguments, {temp.path(), {}, ""});
  }
};

bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("stats: outcomes, reasons and lengths of a packed run") {
  const Reviewed r;
  const ProgramResult result = r.docmill({"stats", "out"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(has(result.out, "p  6 documents\n  written  2  ████████\n"));
  CHECK(has(result.out, "  failed  misbehave  "));
  CHECK(has(result.out, "\nlength of text  characters: 60 to 82, 71 on average\n  below 100  2  █"));
  const ProgramResult json = r.docmill({"stats", "out", "--json"});
  CHECK(has(json.out, R"({"pipeline":"p","documents":6,"written":2,"dropped":0,"failed":4,"reasons":[)"));
}

TEST_CASE("show: a record out of a packed file, and why another is not there") {
  const Reviewed r;
  const ProgramResult one = r.docmill({"show", "out", "one"});
  REQUIRE_MESSAGE(one.status == 0, one.err);
  CHECK(has(one.out, "one  c.jsonl:1  written\n"));
  CHECK(has(one.out, "\nThe H20 is a chip that was made for China, and for it alone.\n"));
  CHECK(r.docmill({"show", "out", "c.jsonl:1"}).out == one.out);
  CHECK(has(r.docmill({"show", "out", "d.txt"}).out, "d.txt  d.txt  failed\n  input: the file is empty"));
}

TEST_CASE("failures: listed in groups, and tried again one by one") {
  const Reviewed r;
  const ProgramResult list = r.docmill({"failures", "out", "--show", "1"});
  REQUIRE_MESSAGE(list.status == 0, list.err);
  CHECK(has(list.out, "2 documents failed by misbehave: "));
  CHECK(has(list.out, "  … and 1 more\n"));
  r.temp.write("in/b.txt", "This text is mended, and it is as long as it has to be to be told as English.\n");
  r.temp.write("in/c.jsonl",
               "{\"id\":\"one\",\"text\":\"The H20 is a chip that was made for China, and for it alone.\"}\n");
  const ProgramResult again = r.docmill({"failures", "out", "--rerun"});
  CHECK_MESSAGE(again.status == 1, again.err);
  CHECK(has(again.out, "b.txt: passes\n  was misbehave: "));
  CHECK(has(again.out, "three (c.jsonl:3): gone\n"));
  CHECK(has(again.out, "d.txt: fails input: the file is empty"));
  CHECK(has(again.out, "1 document passes now, 0 dropped, 1 failed again\n2 documents not in the input any more\n"));
  const ProgramResult json = r.docmill({"failures", "out", "--rerun", "--json"});
  CHECK(has(json.out, R"({"id":"b.txt","place":"b.txt","now":"passes","before":{"stage":"misbehave",)"));
}
