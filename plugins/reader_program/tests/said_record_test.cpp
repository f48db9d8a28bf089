// Lines that a program says of records: what is read, and the sentence for each that is wrong.
#include "said_record.hpp"

#include <doctest/doctest.h>

#include <string>

#include "program_reader.hpp"
#include "programs/said_json.hpp"

using namespace docmill::process;

namespace {

struct SuffixReader {
  static constexpr docmill::ReaderInfo info{"suffix-reader", "1.0.0", "reads nothing, by suffix"};
  static constexpr auto suffixes = docmill::suffixes(".abc");
  struct Cursor {};
  void next(Cursor&, docmill::Source&, docmill::Cut& cut) const { cut.passed(0, "nothing"); }
  void decode(docmill::detail::Nothing&, docmill::CutRecord, docmill::Record&) const {}
};

std::string mistake(const std::string& line) {
  try {
    (void)bytes_of(read_record(line));
    return {};
  } catch (const BadAnswer& e) {
    return e.what();
  }
}

}  // namespace

TEST_CASE("a library with a reader without suffixes needs a host of ABI 1.2, one of others a host of 1.1") {
  CHECK(docmill::detail::ReaderLibrary<ProgramReader>::min_host_minor == 2);
  CHECK(docmill::detail::ReaderLibrary<SuffixReader>::min_host_minor == 1);
  CHECK(docmill::detail::ReaderLibrary<SuffixReader, ProgramReader>::min_host_minor == 2);
}

TEST_CASE("a document with all that can be said of it") {
  const std::string line =
      R"({"text":"A \"text\".\n\u00e9","media_type":"text/markdown","id":"x1","locator":"page 3","offset":120,)"
      R"("metadata":{ "title" : "T", "n": [1, 2] },"notes":["read twice",{"code":"odd","message":"it is odd"}]})";
  const SaidRecord record = read_record(line);
  CHECK(record.kind == SaidRecord::Kind::document);
  CHECK(bytes_of(record) == "A \"text\".\n\xC3\xA9");
  CHECK(record.media_type == "text/markdown");
  CHECK(record.id == "x1");
  CHECK(record.locator == "page 3");
  CHECK(record.offset == 120);
  CHECK(record.metadata == R"({"title":"T","n":[1,2]})");
  REQUIRE(record.notes.size() == 2);
  CHECK(record.notes[0].code == "note");
  CHECK(record.notes[0].message == "read twice");
  CHECK(record.notes[1].code == "odd");
}

TEST_CASE("bytes that are no UTF-8, what is passed over, what is broken") {
  const SaidRecord bytes = read_record(R"({"base64":"R3L832U=","charset":"windows-1252"})");
  CHECK(bytes_of(bytes) ==
        "Gr\xFC\xDF"
        "e");
  CHECK(bytes.charset == "windows-1252");
  const SaidRecord passed = read_record(R"({"passed":"no-text"})");
  CHECK(passed.kind == SaidRecord::Kind::passed);
  CHECK(passed.code == "no-text");
  SaidRecord problem = read_record(R"({"problem":"it has no end","locator":"page 2"})");
  CHECK(problem.kind == SaidRecord::Kind::problem);
  CHECK(problem.code == "failed-by-program");
  CHECK(problem.message == "it has no end");
  problem = read_record(R"({"problem":{"code":"encrypted","message":"open it first"}})");
  CHECK(problem.code == "encrypted");
  CHECK(problem.message == "open it first");
}

TEST_CASE("whatever is wrong has a sentence that says what would be right") {
  CHECK(mistake("Reading page 1...") ==
        "the record is not JSON (byte 0 is not valid JSON): 'Reading page 1...'; what it prints for people must go to "
        "standard error");
  CHECK(mistake("[]") == "the record is not a JSON object: '[]'");
  CHECK(mistake("{}") == "the record must have one of 'text', 'base64', 'passed' and 'problem'");
  CHECK(mistake(R"({"text":"a","passed":"b"})") ==
        "the record must have one of 'text', 'base64', 'passed' and 'problem'");
  CHECK(mistake(R"({"txt":"a"})").starts_with("the record has a key 'txt', which is not known there; known: text, "));
  CHECK(mistake(R"({"text":7})") == "the record: 'text' must be a string, not a number");
  CHECK(mistake(R"({"base64":"?"})") == "the record: 'base64' is no base64 with padding");
  CHECK(mistake(R"({"text":"a","charset":"utf-8"})") == "the record: 'charset' goes with 'base64'; a text is in UTF-8");
  CHECK(mistake(R"({"base64":"","charset":"UTF 8"})") ==
        "the record: 'charset' must be the name of an encoding in lower case, not 'UTF 8'");
  CHECK(mistake(R"({"text":"a","media_type":"image/png"})") ==
        "the record: 'media_type' must be text/plain, text/html or text/markdown, not 'image/png'");
  CHECK(mistake(R"({"text":"a","id":""})") == "the record: 'id' is empty; leave it out");
  CHECK(mistake(R"({"text":"a","id":")" + std::string(4097, 'x') + "\"}") ==
        "the record: 'id' is longer than 4096 bytes");
  CHECK(mistake(R"({"text":"a","locator":")" + std::string(1001, 'x') + "\"}") ==
        "the record: 'locator' is longer than 1000 bytes");
  for (const char* offset : {"-1", "1.5", "1e3"})
    CHECK(mistake(std::string(R"({"text":"a","offset":)") + offset + "}") ==
          std::string("the record: 'offset' must be a whole number from 0 on, not ") + offset);
  CHECK(mistake(R"({"text":"a","metadata":[]})") == "the record: 'metadata' must be an object, not an array");
  for (const char* member : {R"("metadata":{"a":1})", R"("id":"a")", R"("offset":1)", R"("notes":["a"])",
                             R"("text":"a")", R"("locator":"a")", R"("media_type":"text/html")"}) {
    const std::string key = std::string(member).substr(0, std::string(member).find(':'));
    CHECK(mistake(std::string("{") + member + "," + member + "}") ==
          "the record has the key '" + key.substr(1, key.size() - 2) + "' twice");
  }
  CHECK(mistake(R"({"passed":"No Text"})") == "'passed' of the record: the code 'No Text' is not like \"not-wanted\"");
  CHECK(mistake(R"({"problem":{"why":"x"}})") ==
        "'problem' of the record has a key 'why', which is not known there; known: code, message");
  CHECK(mistake("{\"text\":\"\xFF\"}").starts_with("the record is not JSON (byte 9 is not valid UTF-8)"));
}
