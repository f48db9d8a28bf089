#include "host/input/json_record.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace docmill::host;

namespace {

JsonRecord record_of(const std::string& line, FieldNames names = {}) {
  JsonRecord record;
  const auto problem = JsonRecordReader(std::move(names)).read(line, record);
  if (problem) FAIL(problem->message);
  return record;
}

std::string problem_of(const std::string& line, FieldNames names = {}) {
  JsonRecord record;
  const auto problem = JsonRecordReader(std::move(names)).read(line, record);
  return problem ? problem->code + ": " + problem->message : "";
}

std::string metadata_of(const std::string& line) { return record_of(line).metadata; }

}  // namespace

TEST_CASE("record: id, text and the rest") {
  const JsonRecord record = record_of(R"({"id":"a","url":"u","text":"hello","n":1})");
  CHECK(*record.id == "a");
  CHECK(record.body == "hello");
  CHECK_FALSE(record.is_html);
  CHECK(record.metadata == R"({"url":"u","n":1})");
}

TEST_CASE("record: html where there is no text, text where there are both") {
  CHECK(record_of(R"({"html":"<p>"})").is_html);
  CHECK(record_of(R"({"html":"<p>"})").body == "<p>");
  const JsonRecord both = record_of(R"({"html":"<p>","text":"t"})");
  CHECK_FALSE(both.is_html);
  CHECK(both.body == "t");
  CHECK(both.metadata == R"({"html":"<p>"})");
  const JsonRecord null_text = record_of(R"({"text":null,"html":"<p>"})");
  CHECK(null_text.body == "<p>");
  CHECK(null_text.metadata == R"({"text":null})");
}

TEST_CASE("record: names given by the pipeline; the default names are then ordinary") {
  const JsonRecord record =
      record_of(R"({"url_hash":"h","content":"c","id":7,"text":"t"})", {"url_hash", "content", "html"});
  CHECK(*record.id == "h");
  CHECK(record.body == "c");
  CHECK(record.metadata == R"({"id":7,"text":"t"})");
  CHECK(record_of(R"({"text":"t"})", {"", "", ""}).body == "t");
}

TEST_CASE("record: ids are strings or integers, null is none") {
  CHECK(*record_of(R"({"text":"","id":42})").id == "42");
  CHECK(*record_of(R"({"text":"","id":-12345678901234567890123})").id == "-12345678901234567890123");
  CHECK_FALSE(record_of(R"({"text":""})").id);
  CHECK_FALSE(record_of(R"({"text":"","id":null})").id);
  CHECK(problem_of(R"({"text":"","id":1.5})") ==
        "bad-id: byte column 17: 'id' is a number with a fraction or exponent; it must be a string or an integer");
  CHECK(problem_of(R"({"text":"","id":true})").find("is a boolean") != std::string::npos);
  CHECK(problem_of(R"({"text":"","id":[1]})").find("is an array") != std::string::npos);
  CHECK(problem_of(R"({"text":"","id":{}})").find("is an object") != std::string::npos);
  CHECK(problem_of(R"({"text":"","id":""})") == "bad-id: byte column 17: 'id' is empty; leave it out or fill it");
}

TEST_CASE("record: metadata keeps every byte of values and names, and their order") {
  CHECK(metadata_of(R"({"text":"t"})") == "{}");
  CHECK(metadata_of(R"({ "z" : [ 1 , 2 ] , "text":"t" , "a" : { "q" : 1.50 } })") ==
        R"({"z":[ 1 , 2 ],"a":{ "q" : 1.50 }})");
  CHECK(metadata_of(R"({"n":1e5,"text":"t","s":"a\u00e9\/","t":true,"f":false,"x":null,"e":{},"l":[]})") ==
        R"({"n":1e5,"s":"a\u00e9\/","t":true,"f":false,"x":null,"e":{},"l":[]})");
  CHECK(metadata_of(R"({"text":"t","a:\"b\"":":,}"})") == R"({"a:\"b\"":":,}"})");
  CHECK(metadata_of(R"({"nested":{"text":"inner","id":"inner"},"text":"t"})") ==
        R"({"nested":{"text":"inner","id":"inner"}})");
  CHECK(metadata_of(R"({"big":123456789012345678901234567890.123456789,"text":"t"})") ==
        R"({"big":123456789012345678901234567890.123456789})");
}

TEST_CASE("record: strings are decoded") {
  CHECK(record_of(R"({"text":"\"\\\/\b\f\n\r\t\u0041\ud83d\ude00"})").body == "\"\\/\b\f\n\r\tA\xF0\x9F\x98\x80");
  CHECK(record_of(R"({"t\u0065xt":"found"})").body == "found");
  const std::string with_nul = record_of(R"({"text":"a\u0000b"})").body;
  CHECK(with_nul.size() == 3);
  CHECK(with_nul[1] == '\0');
  CHECK(record_of("{\"text\":\"\xE4\xBD\xA0\"}").body == "\xE4\xBD\xA0");
}

TEST_CASE("record: white space around is allowed") { CHECK(record_of(" \t{\"text\":\"t\"} \r").body == "t"); }

TEST_CASE("record: a reader is used again without a trace of the line before") {
  JsonRecordReader reader(FieldNames{});
  JsonRecord record;
  CHECK_FALSE(reader.read(R"({"id":"a","text":"one","x":1})", record));
  CHECK(reader.read(R"({"id":"b","text":)", record));
  CHECK(reader.read(R"({"y":2})", record));
  CHECK_FALSE(record.id);
  CHECK_FALSE(reader.read(R"({"html":"two"})", record));
  CHECK_FALSE(record.id);
  CHECK(record.body == "two");
  CHECK(record.metadata == "{}");
}

TEST_CASE("record: what is wrong is told with its byte column") {
  CHECK(problem_of(R"([1])") ==
        "bad-json: byte column 1: a line must be an object, not an array; jq -c '.[]' makes a line of each item");
  CHECK(problem_of(R"(  "x")") == "bad-json: byte column 3: a line must be an object: {\"text\": \"...\"}");
  CHECK(problem_of(R"({"text":"t")") ==
        "bad-json: byte column 12: the line ends in the middle of the object; write each object on one line of its "
        "own; where the file ends here it is cut off: fetch it again");
  CHECK(problem_of(R"({"text":"t)").starts_with("bad-json: byte column 11: the line ends"));
  CHECK(problem_of(R"({"text":"t"} {})") ==
        "bad-json: byte column 14: something stands after the object; a line holds one object");
  CHECK(
      problem_of("{\"text\":\"t\"}\r{\"text\":\"u\"}\r") ==
      "bad-json: byte column 14: a carriage return alone ends no line, so that something stands after the object; end "
      "lines with a line feed (tr '\\r' '\\n')");
  CHECK(problem_of(R"({"text":t})") == "bad-json: byte column 9: no value begins like this; text needs double quotes");
  CHECK(problem_of(R"({'text':"t"})") ==
        "bad-json: byte column 2: the name of a member is missing; it needs double quotes");
  CHECK(problem_of(R"({"text" "t"})") == "bad-json: byte column 9: a ':' is missing after the name of a member");
  CHECK(problem_of(R"({"text":"t" "id":1})") == "bad-json: byte column 13: a ',' or '}' is missing after a member");
  CHECK(problem_of(R"({"a":[1 2]})") == "bad-json: byte column 9: a ',' or ']' is missing after an element");
  CHECK(problem_of(R"({"text":"\x"})") ==
        "bad-json: byte column 10: no escape begins like this; a backslash itself is written \\\\");
  CHECK(problem_of(R"({"text":"\u12g4"})") == "bad-json: byte column 10: \\u needs four hexadecimal digits");
  CHECK(problem_of("{\"text\":\"a\tb\"}") ==
        "bad-json: byte column 11: control character 0x09 in a string; write it as \\u0009");
  CHECK(problem_of(R"({"a":1.})") == "bad-json: byte column 8: a digit is missing after the '.' of a number");
  CHECK(problem_of(R"({"a":1e})") == "bad-json: byte column 8: a digit is missing in the exponent of a number");
  CHECK(problem_of(R"({"a":1e999})").find("above the range of a double") != std::string::npos);
}

TEST_CASE("record: UTF-16 without a mark at its beginning is named") {
  CHECK(problem_of(std::string("{\0\"\0t\0", 6)).find("a zero byte; a file of UTF-16") != std::string::npos);
}

TEST_CASE("record: NUL bytes are no end") {
  CHECK(problem_of(std::string("{\"text\":\"a\0b\"}", 14)) ==
        "bad-json: byte column 11: control character 0x00 in a string; write it as \\u0000");
  CHECK(problem_of(std::string("{\"text\":\"t\"}\0", 13))
            .starts_with("bad-json: byte column 13: something stands after"));
  CHECK(problem_of(std::string("{\"text\"\0:\"t\"}", 13)).starts_with("bad-json: byte column 8:"));
}

TEST_CASE("record: only valid UTF-8, and surrogates in pairs") {
  CHECK(problem_of("{\"text\":\"a\x92\"}") ==
        "bad-json: byte column 11: byte 0x92 is not UTF-8; JSON Lines must be UTF-8");
  CHECK(problem_of("{\"x\xC0\x80\":1,\"text\":\"a\"}").starts_with("bad-json: byte column 4: byte 0xC0"));
  CHECK(problem_of("{\"text\":\"\xED\xA0\x80\"}").starts_with("bad-json: byte column 10: byte 0xED"));
  CHECK(problem_of(R"({"text":"\ud83d"})").starts_with("bad-json: byte column 10: half of a surrogate pair"));
  CHECK(problem_of(R"({"text":"\ud83dx"})").starts_with("bad-json: byte column 10: half of a surrogate pair"));
  CHECK(problem_of(R"({"text":"a\\\ude00"})").starts_with("bad-json: byte column 13: half of a surrogate pair"));
  CHECK(problem_of(R"({"text":"t","x":["\udfff"]})").starts_with("bad-json: byte column 19: half"));
  CHECK(problem_of(R"({"text":"\ud83d\ud83d"})").starts_with("bad-json: byte column 10: half"));
  CHECK(problem_of(R"({"text":"\\udfff"})") == "");
  CHECK(problem_of(std::string("\xFF\xFE{\0", 4)) ==
        "bad-json: byte column 1: this is UTF-16; JSON Lines must be UTF-8");
}

TEST_CASE("record: a name stands once") {
  CHECK(problem_of(R"({"a":1,"text":"t","a":2})") ==
        "bad-json: byte column 19: a second member \"a\" (the first is at 2); a name may stand once");
  CHECK(problem_of(R"({"text":"t","t\u0065xt":"u"})") ==
        "bad-json: byte column 13: a second member \"t\\u0065xt\" (the first is at 2); a name may stand once");
  CHECK(problem_of(R"({"a":{"x":1},"b":{"x":1},"text":""})") == "");
}

TEST_CASE("record: without a text the message says what is there") {
  CHECK(problem_of(R"({"a":1})") ==
        "no-text: byte column 1: the object has neither 'text' nor 'html'; name the member with [input] fields = { "
        "text = \"...\" }");
  CHECK(problem_of(R"({"text":null})") == "no-text: byte column 9: 'text' is null; it must be a string");
  CHECK(problem_of(R"({"text": 5})") == "no-text: byte column 10: 'text' is a number; it must be a string");
  CHECK(problem_of(R"({"html":["x"]})") == "no-text: byte column 9: 'html' is an array; it must be a string");
  JsonRecord record;
  CHECK(JsonRecordReader(FieldNames{}).read(R"({"id":"known","text":null})", record));
  CHECK(*record.id == "known");
}

TEST_CASE("record: hostile nesting is refused at a depth, not by a crash") {
  for (const char open : {'[', '{'}) {
    std::string line = "{\"a\":";
    for (int i = 0; i < 1000000; ++i) line += open == '[' ? "[" : "{\"a\":";
    CHECK(problem_of(line).find("nested deeper than 1000 levels") != std::string::npos);
  }
  std::string fine = "{\"text\":\"t\",\"a\":" + std::string(999, '[') + std::string(999, ']') + "}";
  CHECK(problem_of(fine) == "");
}

TEST_CASE("record: a hundred thousand members take no time") {
  std::string line = "{\"text\":\"t\"";
  for (int i = 0; i < 100000; ++i) line += ",\"m" + std::to_string(i) + "\":" + std::to_string(i);
  line += "}";
  const std::string metadata = metadata_of(line);
  CHECK(metadata.size() == line.size() - std::string("\"text\":\"t\",").size());
  line.insert(line.size() - 1, ",\"m5000\":0");
  CHECK(problem_of(line).find("a second member \"m5000\"") != std::string::npos);
}

TEST_CASE("record: a byte order mark within a line is called by its name") {
  const std::string joined = "{\"text\":\"a\"}\xEF\xBB\xBF{\"text\":\"b\"}";
  const std::string why =
      ": a byte order mark (BOM) stands within the line, where a file was joined to one without a line end at its end; "
      "put a line end before it";
  CHECK(problem_of(joined) == "bad-json: byte column 13" + why);
  CHECK(problem_of("{\"text\":\xEF\xBB\xBF\"b\"}") == "bad-json: byte column 9" + why);
  CHECK(record_of("{\"text\":\"a\xEF\xBB\xBF\"}").body == "a\xEF\xBB\xBF");  // in a text it is a character
}

namespace {

// All that came out of a line, as one text.
std::string outcome_of(const std::string& line) {
  JsonRecord record;
  if (const auto problem = JsonRecordReader(FieldNames{}).read(line, record)) return problem->code;
  return record.id.value_or("-") + "|" + record.body + "|" + (record.is_html ? "html" : "text") + "|" + record.metadata;
}

// The same with a last member that only the careful reader takes: the two must agree.
std::string careful_outcome_of(const std::string& line) {
  constexpr std::string_view last = ",\"~\":1e0";
  const std::size_t end = line.rfind('}');
  if (end == std::string::npos) return outcome_of(line);
  const bool is_empty = line.find_first_not_of(" \t", line.find('{') + 1) == end;
  std::string outcome = outcome_of(std::string(line).insert(end, last.substr(is_empty ? 1 : 0)));
  for (const std::string_view added : {last, last.substr(1)})
    if (const std::size_t at = outcome.rfind(added); at != std::string::npos) return outcome.erase(at, added.size());
  return outcome;
}

}  // namespace

TEST_CASE("record: the quick reader and the careful one find the same") {
  for (const char* line : {R"({"text":"t"})",
                           R"( { "id" : "a\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t" , "text" : "" } )",
                           R"({"text":"t","n":-0})",
                           R"({"text":"t","n":01})",
                           R"({"text":"t","n":1.})",
                           R"({"text":"t","n":.5})",
                           R"({"text":"t","n":-})",
                           R"({"text":"t","n":123456789012345678901234567890})",
                           R"({"text":"t","n":1.25,"id":7})",
                           R"({"text":"t","id":7.5})",
                           R"({"id":null,"text":"t"})",
                           R"({"text":"t","l":[1,[],{},{"a":[true,false,null]}]})",
                           R"({"text":"t","l":[1,]})",
                           R"({"text":"t","l":[,1]})",
                           R"({"text":"t","o":{"a":1,}})",
                           R"({"text":"t","o":{1:2}})",
                           R"({"text":"t","l":[1}]})",
                           R"({"text":"t",})",
                           R"({,"text":"t"})",
                           R"({"text":"t"}})",
                           R"({"text":"t"} x)",
                           R"({"text" "t"})",
                           R"({"text":tru})",
                           R"({"text":"t","b":truefalse})",
                           R"({"text":"\x"})",
                           R"({"text":"\u12"})",
                           R"({"text":"\ud83d"})",
                           R"({"text":"\ude00"})",
                           R"({"text":"t)",
                           R"({"text)",
                           R"({)",
                           R"({})",
                           R"({"html":"h"})",
                           R"({"html":"h","text":5})",
                           R"({"text":"a","text":"b"})",
                           R"({"t\u0065xt":"escaped name"})",
                           "{\"text\":\"a\tb\"}",
                           "{\"text\":\"a\"\v}"}) {
    CAPTURE(line);
    CHECK(outcome_of(line) == careful_outcome_of(line));
  }
  CHECK(careful_outcome_of(R"({"text":"t","n":1})") == R"(-|t|text|{"n":1})");
  CHECK(outcome_of(R"({"text":"\u0041\ud83d\ude00"})") == "-|A\xF0\x9F\x98\x80|text|{}");
}

TEST_CASE("record: the quick reader and the careful one agree on lines with a byte changed") {
  const std::string line =
      R"({"id":"doc-1","text":"One \"quoted\" word\nand \u00e9 more than sixteen bytes.","n":[1,-2.5,{"a":null}],"b":true})";
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    for (const char c : {'"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', 'u', ' ', '\x01'}) {
      std::string changed = line;
      changed[at] = c;
      CAPTURE(changed);
      // Where the last bracket is no longer that of the object, the careful reader would get another line.
      if (changed.rfind('}') == line.size() - 1) CHECK(outcome_of(changed) == careful_outcome_of(changed));
    }
  }
}

TEST_CASE("record: one member may be the id and the text") {
  const JsonRecord record = record_of(R"({"name":"a \u0042","n":1})", {"name", "name", "html"});
  CHECK(*record.id == "a B");
  CHECK(record.body == "a B");
}
