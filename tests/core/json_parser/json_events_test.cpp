// JSON from its begin to its end: what is told, where it stands, and where a text is no JSON.
#include "json_parser/json_events.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace docmill;

namespace {

// A line an event.
class Record : public JsonEvents {
 public:
  explicit Record(std::size_t most = 1000) : most_(most) {}

  bool scalar(JsonKind kind, std::string_view text, std::size_t end) override {
    constexpr const char* names[] = {"null", "boolean", "number", "string"};
    return add(names[static_cast<int>(kind)] + (" '" + std::string(text) + "'"), end);
  }
  bool name(std::string_view text, std::size_t end) override { return add("name '" + std::string(text) + "'", end); }
  bool open(std::size_t at) override { return add("open", at); }
  bool close(JsonKind kind, std::size_t end) override { return add(kind == JsonKind::array ? "array" : "object", end); }

  std::vector<std::string> lines;

 private:
  bool add(const std::string& what, std::size_t at) {
    lines.push_back(what + " " + std::to_string(at));
    return lines.size() < most_;
  }
  std::size_t most_;
};

void check_error(const JsonError& error, JsonMistake mistake, std::size_t at) {
  CHECK(static_cast<int>(error.mistake) == static_cast<int>(mistake));
  CHECK(error.at == at);
}

}  // namespace

TEST_CASE("everything is told in order, with the place behind it") {
  Record record;
  REQUIRE(read_json_events(R"( {"a\n":[1, -2.50e1,true],"é":"\u00e9","n":null} )", record).ok());
  const std::vector<std::string> expected = {
      "open 1",   "name 'a\n' 7", "open 8",        "number '1' 10", "number '-2.50e1' 19", "boolean '' 24",
      "array 25", "name 'é' 30",  "string 'é' 39", "name 'n' 43",   "null '' 48",          "object 49"};
  CHECK(record.lines == expected);
}

TEST_CASE("the one who is told may stop the reading") {
  Record record(2);
  check_error(read_json_events("[[1,2],3]", record), JsonMistake::stopped, 1);
  CHECK(record.lines == std::vector<std::string>{"open 0", "open 1"});
}

TEST_CASE("each kind of mistake has its place") {
  const auto error = [](std::string_view text) { return find_json_error(text); };
  check_error(error(""), JsonMistake::other, 0);
  check_error(error("[1] 2"), JsonMistake::something_behind, 4);
  check_error(error("[nul]"), JsonMistake::no_value, 4);
  check_error(error("{1:2}"), JsonMistake::no_member_name, 1);
  check_error(error(R"({"a" 2})"), JsonMistake::no_colon, 5);
  check_error(error(R"({"a":2 "b")"), JsonMistake::no_comma_or_brace, 7);
  check_error(error("[1 2]"), JsonMistake::no_comma_or_bracket, 3);
  check_error(error(R"(["\u00g0"])"), JsonMistake::bad_hex_digits, 2);
  check_error(error(R"(["\ud83d"])"), JsonMistake::half_of_a_pair, 2);
  check_error(error(R"(["\x"])"), JsonMistake::bad_escape, 2);
  check_error(error("[\"\n\"]"), JsonMistake::bad_escape, 2);
  check_error(error(R"(["a)"), JsonMistake::bad_string, 3);
  check_error(error("[\"\xC0\xAF\"]"), JsonMistake::bad_encoding, 2);
  check_error(error("[1.]"), JsonMistake::no_fraction, 3);
  check_error(error("[1e]"), JsonMistake::no_exponent, 3);
  check_error(error("[1e999]"), JsonMistake::number_too_big, 1);
  check_error(error(std::string_view("{}\0{", 4)), JsonMistake::something_behind, 2);
  CHECK(error(R"({"a":[1,-0.5e-3,"\ud83d\ude00",true,false,null]})").ok());
}

TEST_CASE("a low half of a surrogate pair may stand alone in what is only checked, not in what is read") {
  Record record;
  CHECK(find_json_error(R"(["\udcff"])").ok());
  check_error(read_json_events(R"(["\\udcff","\udCff"])", record), JsonMistake::half_of_a_pair, 12);
  CHECK(read_json_events(R"(["\ud83d\ude00\\udc00\uDBFF\uDFFF"])", record).ok());
}

TEST_CASE("depth costs no stack") {
  constexpr std::size_t depth = 300000;
  const std::string deep = std::string(depth, '[') + std::string(depth, ']');
  Record record(3 * depth);
  CHECK(find_json_error(deep).ok());
  CHECK(read_json_events(deep, record).ok());
  CHECK(record.lines.size() == 2 * depth);
  check_error(find_json_error(std::string(depth, '[')), JsonMistake::no_value, depth);
}
