// JSON read without a tree, against RapidJSON where there is something to compare.
#include "json/json_value.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <random>

#include "support/random_text.hpp"

namespace {

std::string minified(std::string_view json) {
  std::string out;
  docmill::append_json_minified(out, json);
  return out;
}
std::string unescaped(std::string_view inside) {
  std::string out;
  docmill::append_json_unescaped(out, inside);
  return out;
}
std::vector<std::pair<std::string, std::string>> parts(std::string_view json) {
  std::vector<std::pair<std::string, std::string>> all;
  docmill::JsonParts p(json);
  while (p.next()) all.emplace_back(p.key(), p.value());
  return all;
}
using Parts = std::vector<std::pair<std::string, std::string>>;

// A random value; pretty or not decides the white space only.
void random_value(std::mt19937& random, rapidjson::Value& value, rapidjson::Document& document, int depth) {
  auto& allocator = document.GetAllocator();
  switch (random() % (depth > 3 ? 4 : 6)) {
    case 0: value.SetInt64(static_cast<int64_t>(random()) - 2147483648); return;
    case 1: value.SetBool(random() % 2 == 0); return;
    case 2: value.SetNull(); return;
    case 3: {
      const std::string s = docmill::test::random_text(random, random() % 12);
      value.SetString(s.data(), static_cast<rapidjson::SizeType>(s.size()), allocator);
      return;
    }
    case 4:
      value.SetArray();
      for (std::size_t n = random() % 4; n > 0; --n) {
        rapidjson::Value item;
        random_value(random, item, document, depth + 1);
        value.PushBack(item, allocator);
      }
      return;
    default:
      value.SetObject();
      for (std::size_t n = random() % 4; n > 0; --n) {
        const std::string s = docmill::test::random_text(random, random() % 6);
        rapidjson::Value key(s.data(), static_cast<rapidjson::SizeType>(s.size()), allocator), item;
        random_value(random, item, document, depth + 1);
        value.AddMember(key, item, allocator);
      }
      return;
  }
}

template <class W>
std::string written(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  W writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

TEST_CASE("minified: white space between parts goes, inside strings it stays") {
  CHECK(minified(" { \"a b\" :\n[ 1 ,\t2 ] }\r\n") == R"({"a b":[1,2]})");
  CHECK(minified("\"  \"") == "\"  \"");
  CHECK(minified(R"({"q":"say \" x \" "})") == R"({"q":"say \" x \" "})");
  CHECK(minified(R"(["\\" , "\\\" , "])") == R"(["\\","\\\" , "])");
}

TEST_CASE("minified: an empty text is null") {
  CHECK(minified("") == "null");
  CHECK(minified(" \n") == "null");
}

TEST_CASE("minified: pretty-printed JSON becomes what a compact writer writes") {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    rapidjson::Document document;
    random_value(random, document, document, 0);
    const std::string compact = written<rapidjson::Writer<rapidjson::StringBuffer>>(document);
    REQUIRE(minified(written<rapidjson::PrettyWriter<rapidjson::StringBuffer>>(document)) == compact);
    REQUIRE(minified(compact) == compact);
  }
}

TEST_CASE("unescaped: short forms, code points, pairs") {
  CHECK(unescaped(R"(a\"b\\c\/d)") == "a\"b\\c/d");
  CHECK(unescaped(R"(\b\f\n\r\t)") == "\b\f\n\r\t");
  CHECK(unescaped(R"(\u0041\u00e9\u5149\uD83D\uDE00)") == "Aé光😀");
  CHECK(unescaped(R"(\u0000)") == std::string(1, '\0'));
}

TEST_CASE("unescaped: half a pair becomes the replacement character") {
  CHECK(unescaped(R"(\ud83d)") == "\uFFFD");
  CHECK(unescaped(R"(\ude00x)") == "\uFFFDx");
  CHECK(unescaped(R"(\ud83d\u0041)") == "\uFFFDA");
  CHECK(unescaped(R"(\ud83d\ud83d\ude00)") == "\uFFFD😀");
}

TEST_CASE("unescaped: broken escapes end, and stay inside the text") {
  CHECK(unescaped("\\") == "");
  CHECK(unescaped("a\\u12") == "a\uFFFD12");
  CHECK(unescaped("\\uzzzz") == "\uFFFDzzzz");
}

TEST_CASE("parts of an object: names and values as written") {
  CHECK(parts(R"({"a":1,"b" : "x,}" ,"c":{"d":[1,2]},"e":null})") ==
        Parts{{"a", "1"}, {"b", "\"x,}\""}, {"c", R"({"d":[1,2]})"}, {"e", "null"}});
  CHECK(parts("{}").empty());
  CHECK(parts(" { } ").empty());
}

TEST_CASE("parts of an array have no names") {
  CHECK(parts("[1, [2,3] ,{\"a\":\"]\"}]") == Parts{{"", "1"}, {"", "[2,3]"}, {"", "{\"a\":\"]\"}"}});
  CHECK(parts("[]").empty());
}

TEST_CASE("other values have no parts") {
  for (const char* json : {"1", "\"{}\"", "null", "true", "", "  "}) CHECK(parts(json).empty());
}

TEST_CASE("names of members are compared without their escapes") {
  docmill::JsonParts p(R"({"a\u0062c":1,"plain":2})");
  REQUIRE(p.next());
  CHECK(p.key_is("abc"));
  CHECK_FALSE(p.key_is("a\\u0062c"));
  REQUIRE(p.next());
  CHECK(p.key_is("plain"));
  CHECK_FALSE(p.key_is("plai"));
}

TEST_CASE("values nested a million deep need no stack") {
  const std::string deep = "{\"a\":" + std::string(1000000, '[') + std::string(1000000, ']') + ",\"b\":2}";
  const Parts all = parts(deep);
  REQUIRE(all.size() == 2);
  CHECK(all[0].second.size() == 2000000);
  CHECK(minified(deep) == deep);
}

TEST_CASE("random bytes are read to an end") {
  std::mt19937 random(3);
  constexpr std::string_view bytes = "{}[]\",:\\u01 \n";
  for (int round = 0; round < 3000; ++round) {
    std::string json;
    for (std::size_t n = random() % 30; n > 0; --n) json += bytes[random() % bytes.size()];
    REQUIRE(parts(json).size() <= json.size());
    REQUIRE(minified(json).size() <= std::max<std::size_t>(4, json.size()));
    unescaped(json);
  }
}
