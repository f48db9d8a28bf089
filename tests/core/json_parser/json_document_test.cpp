// JSON in memory: what is there, what is absent, and what is no JSON.
#include "json_parser/json_document.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <string>
#include <utility>

using namespace docmill;

namespace {

bool is_memory_refused = false;  // for arrays

}  // namespace

void* operator new[](std::size_t size) {
  void* memory = is_memory_refused ? nullptr : std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("values by kind, members by name, absent ones without a question") {
  JsonDocument json;
  REQUIRE(json.parse(R"({"a":[1,-2,2.5,18446744073709551615,"x\u0000y",true,null],"b":{"c":{}}})"));
  const JsonValue root = json.root(), list = root["a"];
  CHECK(root.is_object());
  CHECK(root.size() == 2);
  CHECK(list.is_array());
  CHECK(list.item(0).unsigned_number() == 1);
  CHECK_FALSE(list.item(1).is_unsigned());
  CHECK(list.item(1).signed_number() == -2);
  CHECK(list.item(2).number() == 2.5);
  CHECK_FALSE(list.item(3).is_signed());
  CHECK(list.item(3).unsigned_number() == UINT64_MAX);
  CHECK(list.item(4).string() == std::string_view("x\0y", 3));
  CHECK(list.item(5).boolean());
  CHECK(list.item(6).is_null());
  CHECK_FALSE(list.item(6).is_absent());
  CHECK(root["nothing"].is_absent());
  CHECK(root["nothing"]["further"]["on"].is_null());
  CHECK(root["a"]["no object"].is_absent());
  CHECK(root["b"]["c"].is_object());
  CHECK(root["b"].json() == R"({"c":{}})");
}

TEST_CASE("items and members are walked in order; nothing else has any") {
  JsonDocument json;
  REQUIRE(json.parse(R"({"z":1,"a":[3,2]})"));
  std::string names, numbers;
  for (const JsonMember& m : json.root().members()) names += m.name;
  for (const JsonValue item : json.root()["a"].items()) numbers += item.json();
  CHECK(names == "za");
  CHECK(numbers == "32");
  for (const JsonValue item : json.root().items()) FAIL(item.json());
  for (const JsonMember& m : json.root()["a"].members()) FAIL(m.name);
}

TEST_CASE("equal by content, whatever the order of members; absent is equal to absent only") {
  JsonDocument a, b;
  REQUIRE(a.parse(R"({"x":1,"y":[{}]})"));
  REQUIRE(b.parse(R"({"y":[{}],"x":1,"z":null})"));
  CHECK(a.root()["y"] == b.root()["y"]);
  CHECK(a.root() != b.root());
  CHECK(a.root()["z"] != b.root()["z"]);
  CHECK(a.root()["z"] == a.root()["w"]);
  const JsonDocument copy = JsonDocument::copy_of(a.root());
  REQUIRE(a.parse("1"));
  CHECK(copy.root().json() == R"({"x":1,"y":[{}]})");
}

TEST_CASE("what is no JSON has a place, however deep it is") {
  JsonDocument json;
  CHECK(json.root().is_absent());
  CHECK_FALSE(json.parse("{\"a\":}"));
  CHECK(json.root().is_absent());
  CHECK(json.trouble_at() == 5);
  CHECK(json.trouble() == "Invalid value. at byte 5");
  CHECK_FALSE(json.parse(std::string(200000, '[')));
  CHECK(json.parse(std::string(200000, '[') + std::string(200000, ']')));
  CHECK_FALSE(json.parse(""));
}

TEST_CASE("what is not UTF-8, or would not be when escapes are undone, is no JSON") {
  JsonDocument json;
  CHECK_FALSE(json.parse("[\"\xC0\xAF\"]"));
  CHECK(json.trouble() == "Invalid encoding in string. at byte 2");
  CHECK_FALSE(json.parse(R"(["a\\",1,"x\udc00"])"));
  CHECK(json.trouble() == "The surrogate pair in string is invalid. at byte 11");
  CHECK(json.root().is_absent());
  CHECK_FALSE(json.parse(R"(["\ud800"])"));
  CHECK(json.parse(R"(["\ud83d\ude00\\udc00"])"));
  CHECK(json.root().item(0).string() == "😀\\udc00");
}

TEST_CASE("paths of this machine may be of any bytes") {
  JsonDocument json;
  REQUIRE(json.parse("[\"/home/caf\xE9\"]", JsonBytes::any));
  CHECK(json.root().item(0).string() == "/home/caf\xE9");
  CHECK_FALSE(json.parse("[\"/home/caf\xE9\"]"));
}

TEST_CASE("a value deeper than the stack is written, compared and copied") {
  constexpr std::size_t depth = 300000;
  const std::string deep = std::string(depth, '[') + "{\"a\":1}" + std::string(depth, ']');
  JsonDocument a, b;
  REQUIRE(a.parse(deep));
  REQUIRE(b.parse(deep));
  CHECK(a.root().json() == deep);
  CHECK(a.root() == b.root());
  CHECK(JsonDocument::copy_of(a.root()).root() == b.root());
  REQUIRE(b.parse(std::string(depth, '[') + "{\"a\":2}" + std::string(depth, ']')));
  CHECK(a.root() != b.root());
}

TEST_CASE("numbers are the nearest doubles, whatever digits they begin with") {
  const auto value = [](const std::string& number) {
    JsonDocument json;
    REQUIRE_MESSAGE(json.parse("[" + number + "]"), number);
    return json.root().item(0).number();
  };
  CHECK(value("184467440737095516155") == 184467440737095516155.0);
  CHECK(value("18446744073709551615.9") == 18446744073709551615.9);
  CHECK(value("-1844674407370955161599") == -1844674407370955161599.0);
  CHECK(value("1.7976931348623157e308") == 1.7976931348623157e308);
  CHECK(value("4.9e-324") == 4.9e-324);
  CHECK(value("0.1") == 0.1);
  for (const char* small : {"1e-400", "0.000000001e-320", "-1e-99999999999999999999"})
    CHECK_MESSAGE(value(small) == 0, small);
  for (const char* big : {"1e309", "-1E+400", "1e99999999999999999999", "1000000000e300"}) {
    JsonDocument json;
    CHECK_FALSE_MESSAGE(json.parse("[" + std::string(big) + "]"), big);
    CHECK(json.trouble().starts_with("Number too big to be stored in double. at byte "));
  }
}

TEST_CASE("behind a NUL stands nothing that counts") {
  JsonDocument json;
  CHECK_FALSE(json.parse(std::string_view("{}\0{", 4)));
  CHECK(json.trouble() == "The document root must not be followed by other values. at byte 2");
}

TEST_CASE("a byte order mark is passed over as a whole, and no part of one") {
  JsonDocument json;
  for (const JsonBytes bytes : {JsonBytes::utf8, JsonBytes::any}) {
    CHECK(json.parse("\xEF\xBB\xBF[1]", bytes));
    CHECK(json.root().json() == "[1]");
    for (const char* part : {"\xBF", "\xBB", "\xEF", "\xEF\xBB", "\xBB\xBF", "\xEF\xBF", "\xBF\xBB\xEF"}) {
      CHECK_FALSE(json.parse(std::string(part) + "[1]", bytes));
      CHECK(json.trouble() == "Invalid value. at byte 0");
    }
    CHECK_FALSE(json.parse("\xEF\xBB\xBF\xBF[1]", bytes));
    CHECK(json.trouble_at() == 3);
    CHECK_FALSE(json.parse("\xEF\xBB\xBF\xEF\xBB\xBF[1]", bytes));
  }
  CHECK(json.parse_first("\xBB[1]") == std::string_view::npos);
  CHECK(json.parse_first("\xEF\xBB\xBF[1]") == 6);
}

TEST_CASE("for people a value stands in lines, arrays in one") {
  JsonDocument json;
  REQUIRE(json.parse(R"({"a":{"b":[1,"x",{"c":[]}]},"d":{},"e":0.5})"));
  CHECK(json.root().indented_json() == R"({
  "a": {
    "b": [1, "x", {
        "c": []
      }]
  },
  "d": {},
  "e": 0.5
})");
  CHECK(JsonValue().indented_json() == "null");
}

TEST_CASE("the first of several values is read, with commas where people leave them") {
  JsonDocument json;
  CHECK(json.parse_first(R"( {"a":[1,],} ] x)") == 12);
  CHECK(json.root()["a"].size() == 1);
  CHECK(json.parse_first("[\"caf\xE9\"][2]") == 8);
  CHECK(json.root().item(0).string() == "caf\xE9");
  CHECK(json.parse_first("{\"a\"") == std::string_view::npos);
  CHECK(json.root().is_absent());
  CHECK(json.parse_first(R"(["\udc00"])") == std::string_view::npos);
  CHECK(json.parse_first(R"(["x"]"\udc00")") == 5);  // what stands behind it is not looked at
}

TEST_CASE("a document that gets no memory for a text holds none, and says so") {
  JsonDocument json;
  REQUIRE(json.parse(R"({"a":["x",1]})"));
  bool was_refused = false;
  is_memory_refused = true;
  try {
    (void)json.parse("[2]");
  } catch (const std::bad_alloc&) {
    was_refused = true;
  }
  is_memory_refused = false;
  CHECK(was_refused);
  CHECK(json.root().is_absent());
  CHECK_FALSE(json.trouble().empty());
  REQUIRE(json.parse("[2]"));
  CHECK(json.root().json() == "[2]");
  CHECK(json.trouble().empty());
}

TEST_CASE("a document that is read into again and again holds the last text, be it long, short or none") {
  JsonDocument json;
  std::string small = R"({"a":["x",1]})", large = "[";
  for (int i = 0; i < 50000; ++i) large += "\"a string that is copied, number " + std::to_string(i) + "\",";
  large.back() = ']';
  for (int round = 0; round < 3; ++round) {
    REQUIRE(json.parse(small));
    CHECK(json.root().json() == small);
    REQUIRE(json.parse(large));
    CHECK(json.root().json() == large);
    CHECK_FALSE(json.parse("[" + large));
    CHECK(json.root().is_absent());
  }
  JsonDocument moved = std::move(json);
  REQUIRE(moved.parse(small));
  CHECK(moved.root().json() == small);
}
