// Which members of JSON Lines are the id and the text.
#include "scaffold/json_fields.hpp"

#include <doctest/doctest.h>

#include "scaffold/input_survey.hpp"

using namespace docmill::scaffold;

namespace {

const std::string long_text = "A text that is long enough to be somebody's article, at least for this test.";

FieldGuess guess(const std::vector<std::string>& lines) {
  FieldSurvey survey;
  for (const std::string& line : lines) CHECK(survey.add(line));
  return survey.guess();
}

}  // namespace

TEST_CASE("the names that docmill looks for come first") {
  const FieldGuess g = guess({R"({"id":"a","text":"short","content":")" + long_text + R"("})"});
  CHECK(g.id == "id");
  CHECK(g.text == "text");
  CHECK(!g.html);
}

TEST_CASE("then the names that others use, then the longest strings") {
  CHECK(guess({R"({"content":"c","x":")" + long_text + R"("})"}).text == "content");
  CHECK(guess({R"({"x":")" + long_text + R"(","y":"short"})"}).text == "x");
  CHECK(!guess({R"({"x":"short","y":"short"})"}).text);
  CHECK(!guess({}).text);
}

TEST_CASE("a page is html, by its name or by its look") {
  CHECK(guess({R"({"html":"<p>x</p>"})"}).html == "html");
  CHECK(guess({R"({"body":"<html><p>x</p></html>"})"}).html == "body");
  CHECK(!guess({R"({"body":"<html><p>x</p></html>"})"}).text);
  CHECK(guess({R"({"text":"a < b and c > d"})"}).text == "text");
}

TEST_CASE("an id names every record, each one differently") {
  CHECK(guess({R"({"url":"u1","text":"t"})", R"({"url":"u2","text":"t"})"}).id == "url");
  CHECK(!guess({R"({"url":"u","text":"t"})", R"({"url":"u","text":"t"})"}).id);
  CHECK(!guess({R"({"url":"u1","text":"t"})", R"({"text":"t"})"}).id);
  CHECK(guess({R"({"article_id":7,"text":"t"})", R"({"article_id":8,"text":"t"})"}).id == "article_id");
  CHECK(!guess({R"({"n":1,"text":"t"})", R"({"n":2,"text":"t"})"}).id);  // a number is no name
}

TEST_CASE("short values of most records are columns, with names that an address can hold") {
  const FieldGuess g = guess(
      {R"({"id":1,"text":"t","date":"2024","odd.name":"x","n":3,"list":[1],"long":")" + long_text + long_text + R"("})",
       R"({"id":2,"text":"t","date":"2025","n":4,"rare":1})", R"({"id":3,"text":"t","date":"2026","n":4})"});
  CHECK(g.others == std::vector<std::string>{"date", "n"});
}

TEST_CASE("what is no object is told, and is no record") {
  FieldSurvey survey;
  for (const char* line : {"", "[1]", "3", "{", "{\"a\":}", "\xFF"}) CHECK(!survey.add(line));
  CHECK(survey.n_records() == 0);
  CHECK(survey.add("{}"));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "{\"a\":";
  CHECK(!survey.add(deep));  // no stack is used up
}

TEST_CASE("a sample of files is spread evenly, and is all of them when they are few") {
  CHECK(even_sample(0, 3).empty());
  CHECK(even_sample(2, 3) == std::vector<std::size_t>{0, 1});
  CHECK(even_sample(10, 3) == std::vector<std::size_t>{0, 3, 6});
  CHECK(even_sample(1000000, 300).size() == 300);
}
