// What is shown of a layer that differs.
#include "tooling/compare/layer_difference.hpp"

#include <doctest/doctest.h>

using namespace docmill::host;
using namespace docmill::tooling;
using Lines = std::vector<std::string>;

namespace {

docmill::JsonDocument json(const char* text) {
  docmill::JsonDocument d;
  REQUIRE(d.parse(text));
  return d;
}
Lines shown(const char* a, const char* b, bool same_text = true, std::size_t most = 10) {
  return show_layer_difference(json(a).root(), json(b).root(), same_text, most);
}

constexpr const char* two =
    R"([{"start":1,"end":5,"text":"A100","label":"chip","value":"nvidia-a100","score":0.9},
        {"start":9,"end":11,"text":"Ma","label":"person","value":"jack-ma","score":0.5}])";

}  // namespace

TEST_CASE("spans: gone, new and changed ones, by place") {
  CHECK(shown(two, two).empty());
  CHECK(shown(two, R"([{"start":1,"end":5,"text":"A100","label":"chip","value":"nvidia-h20","score":0.9},
                       {"start":20,"end":22,"text":"Ma","label":"person","value":"jack-ma","score":0.5}])") ==
        Lines{"- [9, 11) Ma: person, jack-ma", "+ [20, 22) Ma: person, jack-ma",
              R"(~ [1, 5) A100: value "nvidia-a100" -> "nvidia-h20")"});
}

TEST_CASE("spans over other texts are paired by what they are, not by where") {
  CHECK(shown(two, R"([{"start":3,"end":7,"text":"A100","label":"chip","value":"nvidia-a100","score":0.9},
                       {"start":19,"end":21,"text":"Ma","label":"person","value":"jack-ma","score":0.5}])",
              false)
            .empty());
  CHECK(shown(two, R"([{"start":3,"end":7,"text":"A100","label":"chip","value":"nvidia-a100","score":0.8}])", false) ==
        Lines{"- [9, 11) Ma: person, jack-ma", "~ [3, 7) A100: score 0.9 -> 0.8"});
}

TEST_CASE("several spans at one place are paired one by one") {
  CHECK(shown(R"([{"start":0,"end":1,"value":"x"},{"start":0,"end":1,"value":"y"}])",
              R"([{"start":0,"end":1,"value":"x"}])") == Lines{"- [0, 1) : , y"});
}

TEST_CASE("spans over the source have the bytes there") {
  CHECK(shown(R"([{"label":"menu","source_start":0,"source_end":5}])", "[]") == Lines{"- [0, 5) : menu, "});
}

TEST_CASE("attributes, one by one") {
  CHECK(shown(R"({"title":"a","date":null,"old":1})", R"({"title":"b","date":null,"new":2})") ==
        Lines{R"(title: "a" -> "b")", "old: 1 -> absent", "new: absent -> 2"});
}

TEST_CASE("an absent layer is not an empty one") {
  CHECK(shown("null", "[]") == Lines{"null -> []"});
  CHECK(shown("\"\"", "null") == Lines{"\"\" -> null"});
}

TEST_CASE("many lines are cut, and counted") {
  CHECK(shown(R"({"a":1,"b":1,"c":1})", R"({"a":2,"b":2,"c":2})", true, 2) ==
        Lines{"a: 1 -> 2", "b: 1 -> 2", "… and 1 more"});
}

TEST_CASE("distances") {
  CHECK(layer_distance(json("\"a b\"").root(), json("\"a b\"").root(), true) == 0);
  CHECK(layer_distance(json("\"a\"").root(), json("\"b\"").root(), true) == 1);
  CHECK(layer_distance(json(two).root(), json("[]").root(), true) == 1);
  CHECK(layer_distance(json(R"({"a":1,"b":2})").root(), json(R"({"a":1,"b":3})").root(), true) == 0.5);
  CHECK(layer_distance(json("null").root(), json("[]").root(), true) == 1);
}
