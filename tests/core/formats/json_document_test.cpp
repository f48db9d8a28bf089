// JSON in memory: what is there, what is absent, and what is no JSON.
#include "host/formats/json_document.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace docmill::host;

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
