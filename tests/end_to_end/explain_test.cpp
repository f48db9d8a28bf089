// `docmill explain`: one document after each stage, in a terminal and as a page.
#include <doctest/doctest.h>

#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

struct Explained {
  TempFolder temp;

  Explained() {
    temp.write("in/a.txt",
               "EnglishFrançaisDeutschEspañolPortuguêsItalianoPolskiРусскийУкраїнська中文日本語한국어العربيةΕλληνικάTür"
               "kçeSuomi\n\n"
               "The H100 is a chip that many people want to buy, and the A100 is one that they have bought.\n\n"
               "It is sold by a company in California, and it is made by another one in Taiwan.\n");
    temp.write("in/b.txt", "This text holds POISON and is otherwise as long as any other one here, or nearly so.\n");
    temp.write("in/lines.jsonl",
               "{\"id\":\"one\",\"text\":\"The H20 & the \\\"A800\\\" are chips that were made for China.\"}\n"
               "{\"id\":\"two\",\"text\":\"The <script>alert(1)</script> H20 is a chip that was made for China.\"}\n");
    temp.write("other.txt", "A file that is not among the input, with a B52 in it, which is no chip at all.\n");
    temp.write(
        "p.toml",
        "[input]\nfrom = [\"in\"]\n[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"chip-finder\"\n[[stage]]\nuse = "
        "\"summarizer-stub\"\nsentences = 1\nwhen = \"place.line == null or place.line == 1\"\n[[stage]]\nuse = "
        "\"misbehave\"\nmode = "
        "\"fail\"\n");
  }
  ProgramResult run(const std::string& document, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"explain",   "p.toml", document, "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR,
                                          "--no-times"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments, {temp.path(), {}, ""});
  }
  std::string page(const std::string& document) const {
    const ProgramResult result = run(document, {"--html", "page.html"});
    REQUIRE_MESSAGE(result.status == 0, result.err);
    CHECK(result.out.empty());
    return read_file(temp / "page.html");
  }
};

bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("what was taken out, what was added, by which stage") {
  const Explained e;
  const ProgramResult result = e.run("a.txt");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(has(result.out, "a.txt  a.txt, "));
  CHECK(has(result.out, "\n1. cleaner "));
  CHECK(has(result.out, "   text: "));
  CHECK(has(result.out, "   removed: "));
  CHECK(has(result.out, "EnglishFrançaisDeutsch"));
  CHECK(has(
      result.out,
      "\n2. chip-finder 1.0.0\n   chips: 2 over text\n     H100  chip  H100  1.0  vendor = \"Nvidia\"  4–8, source "));
  CHECK(has(result.out, "\n3. summarizer-stub 1.0.0\n   options: sentences = 1\n"));
  CHECK(has(result.out, "   summary: The H100 is a chip"));
  CHECK_FALSE(has(result.out, "\x1b["));  // no colour into a pipe
}

TEST_CASE("stages that were skipped, failed or not reached say so") {
  const Explained e;
  CHECK(has(e.run("two").out, "   skipped: not so: place.line == null or place.line == 1\n"));
  const std::string poison = e.run("b.txt").out;
  CHECK(has(poison, "   failed: failed on purpose (on-purpose)\n"));
  CHECK_FALSE(has(poison, "\nwritten"));
}

TEST_CASE("a document is named by its id, its file, its line, or is any other file") {
  const Explained e;
  CHECK(has(e.run("one").out, "one  lines.jsonl:1, "));
  CHECK(has(e.run("lines.jsonl:2").out, "two  lines.jsonl:2, "));
  CHECK(has(e.run("in/lines.jsonl:2").out, "two  lines.jsonl:2, "));
  CHECK(has(e.run("in/a.txt").out, "a.txt  a.txt, "));
  CHECK(has(e.run("other.txt").out, "other.txt  other.txt, "));
}

TEST_CASE("mistakes in the name of the document") {
  const Explained e;
  CHECK(e.run("lines.jsonl").err ==
        "docmill: lines.jsonl holds several documents; name one by its line, as in lines.jsonl:1\n");
  CHECK(e.run("lines.jsonl:3").err == "docmill: lines.jsonl has no document at line 3\n");
  const ProgramResult result = e.run("a.tx");
  CHECK(result.status == 2);
  CHECK(result.err ==
        "docmill: no document 'a.tx' in the input, by its id, its file or FILE:LINE, and no such file, did you mean "
        "'a.txt'?\n");
}

TEST_CASE("the page needs no other file, strikes out what went and knows the bytes of each span") {
  const Explained e;
  const std::string page = e.page("a.txt");
  CHECK(page.rfind("<!doctype html>", 0) == 0);
  for (const char* from_elsewhere : {"http://", "https://", "src=", "@import", "url("})
    CHECK_FALSE(has(page, from_elsewhere));
  CHECK(has(page, "<del>EnglishFrançais"));
  CHECK(has(page, ">H100</span>"));
  CHECK(has(
      page,
      "\"label\":\"chip\",\"value\":\"H100\",\"score\":1.0,\"fields\":{\"vendor\":\"\\\"Nvidia\\\"\"},\"source\":["));
  CHECK(has(page, "\"hex\":\"48 31 30 30 \""));
  CHECK(page == e.page("a.txt"));
}

TEST_CASE("a document cannot put anything into the page but text") {
  const Explained e;
  const std::string page = e.page("two");
  CHECK_FALSE(has(page, "<script>alert"));
  CHECK(has(page, "\\u003cscript>alert(1)"));
  CHECK(has(page, "&lt;script&gt;alert(1)"));
}

TEST_CASE("a page that cannot be written") {
  const Explained e;
  const ProgramResult result = e.run("a.txt", {"--html", "none/page.html"});
  CHECK(result.status == 4);
  CHECK(result.err == "docmill: none/page.html: cannot be written: No such file or directory\n");
  const ProgramResult full = e.run("a.txt", {"--html", "/dev/full"});
  CHECK(full.status == 4);
  CHECK(full.err == "docmill: /dev/full: cannot be written: No space left on device\n");
}

TEST_CASE("an ORDERED stage has seen the documents before, as in the run") {
  const Explained e;
  e.temp.write("in/a.txt", "A quiet text about a town, which is as long as any other one here, or nearly so.\n");
  e.temp.write("in/c.txt", read_file(e.temp / "in/a.txt"));
  const std::string ordered =
      "[input]\nfrom = [\"in\"]\n[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"counter\"\n[[stage]]\nuse = "
      "\"deduplicator\"\n[[stage]]\nuse = \"shouter\"\n";
  e.temp.write("p.toml", ordered);
  const ProgramResult dropped = e.run("c.txt");
  CHECK_MESSAGE(has(dropped.out, "dropped the document: has the text of 'a.txt' (came-before)"), dropped.out);
  CHECK(has(dropped.out, "count: number = 3\n"));
  CHECK_FALSE(has(dropped.out, "written"));
  CHECK(e.run("a.txt").out.ends_with("\nwritten\n"));
  CHECK(has(e.run("two").out, "count: number = 5\n"));
  CHECK(has(e.run("lines.jsonl:2").out, "count: number = 5\n"));
  CHECK(has(e.page("c.txt"), "has the text of &#39;a.txt&#39;"));

  // Not of the input, or behind a stage that asks the world: it is seen alone, and that is said.
  const std::string alone =
      "written, seen alone: in a run 'deduplicator' (ORDERED) looks at the documents before it, too\n";
  CHECK(e.run("other.txt").out.ends_with(alone));
  e.temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[[stage]]\nuse = \"world\"\nallow = [\"external\"]\n" +
                             ordered.substr(ordered.find("[[stage]]")));
  CHECK(e.run("c.txt").out.ends_with(alone));
}
