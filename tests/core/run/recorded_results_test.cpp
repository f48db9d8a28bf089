// The lines of results.jsonl.zst, and base64.
#include <doctest/doctest.h>

#include <utility>

#include "docmill/base/base64.hpp"
#include "host/run/recorded_results.hpp"

using namespace docmill;
using namespace docmill::host;

TEST_CASE("base64, by the vectors of RFC 4648, section 10") {
  for (const auto& [plain, coded] :
       {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="), std::pair("foo", "Zm9v"),
        std::pair("foob", "Zm9vYg=="), std::pair("fooba", "Zm9vYmE="), std::pair("foobar", "Zm9vYmFy")}) {
    std::string out = "x";
    append_base64(out, plain);
    CHECK(out == std::string("x") + coded);
    std::string back;
    CHECK(from_base64(coded, back));
    CHECK(back == plain);
  }
}

TEST_CASE("what is no base64 is not taken for it") {
  std::string out;
  for (const char* text : {"Zg=", "Zg", "Zg==Zg==", "Z===", "Zm9 ", "Zm9\n", " Zm9", "Zm9%", "===="})
    CHECK_MESSAGE(!from_base64(text, out), text);
}

TEST_CASE("an answer line is read as it was written") {
  Document document;
  document.source.id = "an id with \"quotes\"";
  document.source.file = "W47/p017.jsonl.gz";
  document.source.line = 8812;
  const GivenResult stage_result{3, sha256("key"), std::string("\0\xff bytes", 8)};
  std::string line;
  append_recorded_line(line, document, "summarise", stage_result);
  CHECK(line.ends_with("\"}\n"));
  line.pop_back();
  RecordedResult read;
  REQUIRE(read_recorded_line(line, read).ok());
  CHECK(read.source == document.source.file);
  CHECK(read.line == document.source.line);
  CHECK(read.stage == "summarise");
  CHECK(read.key == stage_result.key);
  CHECK(read.stage_result == stage_result.bytes);
}

TEST_CASE("a line that is none is told") {
  RecordedResult read;
  CHECK(read_recorded_line("{", read).message() == "the line is no JSON");
  CHECK(!read_recorded_line("{}", read).ok());
  CHECK(read_recorded_line(R"({"source":"a","line":null,"stage":"s","key":"00","answer":""})", read).message() ==
        "'key' is no SHA-256");
}
