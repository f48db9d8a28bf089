// What is noted on a document stands in its record, is counted in run.json, and is said at the end of the run;
// whichever way the run goes.
#include <doctest/doctest.h>

#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string pipeline =
    "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"writer\"\n";

void write_input(const TempFolder& temp) {
  // "Приливная мельница" in windows-1251.
  temp.write("in/a.html",
             "<html><head><meta charset=\"utf-8\"></head><body><article><p>\xCF\xF0\xE8\xEB\xE8\xE2\xED\xE0\xFF "
             "\xEC\xE5\xEB\xFC\xED\xE8\xF6\xE0 \xE2 \xE1\xF3\xF5\xF2\xE5.</p></article></body></html>");
  temp.write("in/b.html",
             "<html><head><meta charset=\"utf-8\"></head><body><article><p>S\xC3\xBC\x64 und \xC3\xB6 und "
             "\xE4.</p></article></body></html>");
  temp.write("in/c.jsonl", "{\"id\":\"one\",\"text\":\"x\"}\n\xEF\xBB\xBF{\"id\":\"two\",\"text\":\"y\"}\n");
  temp.write("in/d.txt", "nothing to say");
  temp.write("p.toml", pipeline);
}

std::string codes_of(const rapidjson::Value& record) {
  std::string codes;
  for (const auto& e : record["errors"].GetArray()) codes += str(e["stage"]) + "/" + str(e["code"]) + " ";
  return codes;
}

}  // namespace

TEST_CASE("notes: of the input, in the record, in run.json and at the end of the run") {
  const TempFolder temp;
  write_input(temp);
  const ProgramResult result = run_docmill({"run", "p.toml"}, {temp.path(), {}, ""});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  std::string all;
  for (const auto& record : read_json_lines(temp / "out/records/documents.jsonl")) {
    all += str(record["id"]) + ": " + codes_of(record) + "\n";
    if (str(record["id"]) == "a.html") CHECK(str(record["text"]) == "Приливная мельница в бухте.");
  }
  CHECK(all ==
        "a.html: input/wrong-charset \nb.html: input/replaced-bytes \none: \ntwo: input/byte-order-mark \nd.txt: \n");
  const std::string notes = R"("notes": [
  {
   "stage": "input",
   "code": "byte-order-mark",
   "documents": 1
  },
  {
   "stage": "input",
   "code": "replaced-bytes",
   "documents": 1
  },
  {
   "stage": "input",
   "code": "wrong-charset",
   "documents": 1
  }
 ])";
  CHECK(read_file(temp / "out/run.json").find(notes) != std::string::npos);
  CHECK(result.err.find("warning: a.html: input: the page declares utf-8, but its bytes are windows-1251") !=
        std::string::npos);
  CHECK(result.err.find("documents with a note, by code: byte-order-mark 1 (input), replaced-bytes 1 (input), "
                        "wrong-charset 1 (input) (listed in ") != std::string::npos);

  const std::string records = read_file(temp / "out/records/documents.jsonl");
  SUBCASE("shards and their merge") {
    for (const char* shard : {"1/2", "2/2"})
      REQUIRE(run_docmill({"run", "p.toml", "--shard", shard, "--output", "merged"}, {temp.path(), {}, ""}).status ==
              0);
    const ProgramResult merged = run_docmill({"merge", "merged"}, {temp.path(), {}, ""});
    REQUIRE_MESSAGE(merged.status == 0, merged.err);
    CHECK(read_file(temp / "merged/records/documents.jsonl") == records);
    CHECK(read_file(temp / "merged/run.json").find(notes) != std::string::npos);
  }
  SUBCASE("--keep") {
    REQUIRE(run_docmill({"run", "p.toml", "--keep"}, {temp.path(), {}, ""}).status == 0);
    CHECK(read_file(temp / "out/records/documents.jsonl") == records);
    CHECK(read_file(temp / "out/run.json").find(notes) != std::string::npos);
  }
  SUBCASE("--json") {
    const ProgramResult json = run_docmill({"run", "p.toml", "--json"}, {temp.path(), {}, ""});
    CHECK(json.out.find(R"("notes":[{"stage":"input","code":"byte-order-mark","documents":1},)") != std::string::npos);
  }
  SUBCASE("encoding = \"strict\" replaces what the page does not declare") {
    const ProgramResult strict =
        run_docmill({"run", "p.toml", "--set", "input.encoding=strict"}, {temp.path(), {}, ""});
    REQUIRE_MESSAGE(strict.status == 0, strict.err);
    CHECK(strict.err.find("replaced-bytes 2 (input)") != std::string::npos);
  }
}
