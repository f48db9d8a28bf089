// `docmill test`: the [[test]] tables of a pipeline, word for word.
#include <doctest/doctest.h>

#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string head = R"([[stage]]
use = "cleaner"
[[stage]]
use = "chip-finder"
[[stage]]
use = "misbehave"
mode = "MODE"
on-error = "ONERROR"
[[stage]]
use = "writer"
)";

struct Tests {
  TempFolder temp;
  std::string pipeline;

  explicit Tests(const std::string& tests, const std::string& mode = "fail", const std::string& on_error = "fail") {
    std::string stages = head;
    stages.replace(stages.find("MODE"), 4, mode);
    stages.replace(stages.find("ONERROR"), 7, on_error);
    pipeline = temp.write("p.toml", stages + tests).string();
    temp.write("in/lines.jsonl",
               "{\"id\":\"a\",\"text\":\"The H100 is a chip that many people want to buy.\"}\n"
               "{\"id\":\"b\",\"text\":\"The A800 is a chip that was sold in China for a year.\",\"year\":2023}\n");
  }
  ProgramResult run(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"test", "p.toml", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments, {temp.path(), {}, ""});
  }
};

const std::string right = R"(
[[test]]
name = "chips"
input = "The H100 and the H20 are chips that many people would like to buy."
[test.expect]
chips = [{ text = "H100", vendor = "Nvidia", score = 1 }, { start = 17, end = 20 }]
text = { contains = ["chips"], lacks = ["POISON"] }
absent = ["article.byline"]
[[test]]
name = "a line of a file"
file = "in/lines.jsonl"
line = 2
expect = { id = "b", metadata = { year = 2023 }, chips = { count = 1, contains = [{ text = "A800" }], lacks = [{ text = "H100" }] } }
[[test]]
name = "an id of its own"
input = "Some text that is long enough to be left in peace by everybody."
id = "mine"
expect.id = "mine"
)";

}  // namespace

TEST_CASE("tests that pass") {
  const Tests tests(right);
  const ProgramResult result = tests.run();
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(result.out == "ok    chips\nok    a line of a file\nok    an id of its own\n3 tests: 3 passed, 0 failed\n");
  CHECK(tests.run({"--only", "chips"}).out == "ok    chips\n1 test: 1 passed, 0 failed\n");
}

TEST_CASE("tests that fail say what was expected, what came, and where that stands") {
  const Tests tests(R"(
[[test]]
name = "all is wrong"
input = "The H100 and the H20 are chips that many people would like to buy."
[test.expect]
text = "The H100 and the H21 are chips that many people would like to buy."
chips = [{ text = "H100" }, { text = "H21" }]
article.title = "None"
absent = ["chips"]
metadata.url = "x"
[[test]]
name = "parts"
input = "The H100 and the H20 are chips that many people would like to buy."
[test.expect]
text = { contains = ["A100"], lacks = ["H20"] }
chips = { contains = [{ text = "A100" }], lacks = [{ text = "H20" }], count = 3 }
)");
  const ProgramResult result = tests.run();
  CHECK(result.status == 1);
  CHECK(result.out == R"(FAIL  all is wrong
  p.toml:16:8: text is not what was expected
    - The H100 and the H21 are chips that many people would like to buy.
    + The H100 and the H20 are chips that many people would like to buy.
  p.toml:17:9: chips is not what was expected
      { text = "H100" }
    - { text = "H21" }
    + { text = "H20" }
  p.toml:18:17: article.title is null; say so by absent = ["article.title"]
  p.toml:19:11: chips must be absent and is [{ start = 4, end = 8, text = "H100", label = "chip", value ...
  p.toml:20:16: metadata.url is null; say so by absent = ["metadata.url"]
FAIL  parts
  p.toml:25:22: text must contain "A100"
  p.toml:25:40: text must not contain "H20"
  p.toml:26:23: chips must contain { text = "A100" }
  p.toml:26:52: chips must not contain { text = "H20" }
  p.toml:26:79: chips.count is not what was expected
    - 3
    + 2
2 tests: 0 passed, 2 failed
)");
}

TEST_CASE("a document that is lost fails its test, unless that was expected") {
  const std::string poison = "\ninput = \"This text holds POISON and is otherwise as long as any other.\"\n";
  const Tests tests("[[test]]\nname = \"unexpected\"" + poison +
                    "expect = { id = \"test.txt\" }\n[[test]]\nname = \"expected\"" + poison +
                    "expect = { failed = \"on-purpose\" }\n[[test]]\nname = \"other code\"" + poison +
                    "expect = { failed = \"bad-answer\" }\n[[test]]\nname = \"not dropped\"" + poison +
                    "expect = { failed = true, dropped = true }\n");
  CHECK(tests.run().out == R"(FAIL  unexpected
  p.toml:11:1: failed: the document failed: misbehave: failed on purpose (on-purpose)
ok    expected
FAIL  other code
  p.toml:22:21: failed is not what was expected
    - bad-answer
    + on-purpose
FAIL  not dropped
  p.toml:26:37: dropped: the document had to be dropped and was not
4 tests: 1 passed, 3 failed
)");
  const Tests dropped("[[test]]\nname = \"dropped\"" + poison + "expect.dropped = true\n", "drop");
  CHECK(dropped.run().status == 0);
  const Tests kept("[[test]]\nname = \"kept\"" + poison + "expect = { kept = \"on-purpose\", absent = [\"echo\"] }\n",
                   "fail", "keep");
  CHECK(kept.run().out == "ok    kept\n1 test: 1 passed, 0 failed\n");
}

TEST_CASE("--bless writes what came into the file and leaves all else as it is") {
  const std::string before = R"(
# A comment.
[[test]]
name = "chips"   # said here
input = "The H100 and the H20 are chips that many people would like to buy."
[test.expect]
chips = [{ text = "A100", value = "" }]   # all of them
text = { contains = ["A100"] }
)";
  const Tests tests(before);
  const ProgramResult result = tests.run({"--bless"});
  CHECK(result.status == 1);  // a part of a text cannot be accepted
  CHECK(result.out ==
        "FAIL  chips\n  p.toml:18:22: text must contain \"A100\"\n1 value accepted in p.toml\n"
        "--bless puts values where values stand; change by hand what is left: contains, lacks, absent, failed, ...\n1 "
        "test: 0 passed, 1 "
        "failed\n");
  std::string expected = head + before;
  expected.replace(expected.find("MODE"), 4, "fail");
  expected.replace(expected.find("ONERROR"), 7, "fail");
  const std::string old = "[{ text = \"A100\", value = \"\" }]";
  expected.replace(expected.find(old), old.size(),
                   "[\n  { text = \"H100\", value = \"H100\" },\n  { text = \"H20\", value = \"H20\" },\n]");
  CHECK(read_file(tests.pipeline) == expected);
  CHECK(tests.run({"--bless"}).out.find("accepted") == std::string::npos);
  CHECK(read_file(tests.pipeline) == expected);
}

TEST_CASE("--json tells programs the same") {
  const Tests tests(right +
                    "[[test]]\nname = \"wrong\"\ninput = \"Some text that is long enough to be left in "
                    "peace.\"\nexpect.id = \"x\"\n");
  const ProgramResult result = tests.run({"--json"});
  CHECK(result.status == 1);
  rapidjson::Document json;
  json.Parse(result.out.c_str());
  REQUIRE_FALSE(json.HasParseError());
  CHECK(json["passed"].GetInt() == 3);
  CHECK(json["failed"].GetInt() == 1);
  CHECK(
      to_text(json["tests"][3]) ==
      R"({"name":"wrong","passed":false,"line":29,"trouble":null,"mismatches":[{"address":"id","message":"is not what was expected",)"
      R"("expected":"\"x\"","got":"\"test.txt\"","line":32,"column":13}]})");
}

TEST_CASE("tests that cannot be run") {
  const Tests none("");
  CHECK(none.run().status == 2);
  CHECK(none.run().err.find("docmill: there is no [[test]] in p.toml; write for example") == 0);
  const Tests tests(right);
  const ProgramResult result = tests.run({"--only", "chip"});
  CHECK(result.status == 2);
  CHECK(result.err == "docmill: no test 'chip' in p.toml, did you mean 'chips'?\n");
  const Tests missing(
      "[[test]]\nname = \"a\"\nfile = \"in/none.txt\"\n[[test]]\nname = \"b\"\nfile = "
      "\"in/lines.jsonl\"\n[[test]]\nname = "
      "\"c\"\nfile = \"in/lines.jsonl\"\nline = 3\n");
  const std::string out = missing.run().out;
  CHECK(out.find("in/lines.jsonl holds several") == std::string::npos);
  CHECK(out.find("lines.jsonl holds several documents; name one by its line, as in lines.jsonl:1") !=
        std::string::npos);
  CHECK(out.find("lines.jsonl has no document at line 3") != std::string::npos);
}

TEST_CASE("an overlay has tests of its own, and not those of the file that it extends") {
  const Tests tests(right);
  tests.temp.write("o.toml",
                   "[pipeline]\nextends = \"p.toml\"\n[[test]]\nname = \"own\"\nfile = \"in/lines.jsonl\"\nline = "
                   "1\nexpect.id = \"a\"\n");
  const ProgramResult result =
      run_docmill({"test", "o.toml", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR}, {tests.temp.path(), {}, ""});
  CHECK(result.out == "ok    own\n1 test: 1 passed, 0 failed\n");
}
