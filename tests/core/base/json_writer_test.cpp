#include "docmill/base/json_writer.hpp"

#include <doctest/doctest.h>

#include <limits>

using docmill::JsonWriter;

namespace {

void write_sample(JsonWriter& w) {
  w.object().member("name", "a \"b\"\n").member("yes", true).member("n", -3).member("big", uint64_t{1} << 63);
  w.member("share", 0.25).member("none", std::optional<int>()).member("some", std::optional<int>(4));
  w.key("list").array().value(1).value("two").null().end();
  w.key("empty").array().end().key("nothing").object().end();
  w.member("names", std::vector<std::string>{"x", "y"}).member("map", std::map<std::string, std::string>{{"k", "v"}});
  w.key("as it is").raw("[1,2]").end();
}

}  // namespace

TEST_CASE("without indent there is no white space") {
  std::string out = "before ";
  JsonWriter w(out);
  write_sample(w);
  CHECK(out ==
        "before {\"name\":\"a \\\"b\\\"\\n\",\"yes\":true,\"n\":-3,\"big\":9223372036854775808,\"share\":0.25,"
        "\"none\":null,\"some\":4,\"list\":[1,\"two\",null],\"empty\":[],\"nothing\":{},\"names\":[\"x\",\"y\"],"
        "\"map\":{\"k\":\"v\"},\"as it is\":[1,2]}");
}

TEST_CASE("with indent each value has a line, and empty ones none") {
  std::string out;
  JsonWriter w(out, 1);
  w.object().member("a", 1).key("list").array().object().member("b", "c").end().value(2).end();
  w.key("empty").array().end().key("nothing").object().end().end();
  CHECK(out ==
        "{\n \"a\": 1,\n \"list\": [\n  {\n   \"b\": \"c\"\n  },\n  2\n ],\n \"empty\": [],\n \"nothing\": {}\n}");
}

TEST_CASE("lists with a value a line") {
  std::string out;
  JsonWriter w(out);
  w.array();
  w.on_new_line().object().member("a", 1).end();
  w.on_new_line().object().key("inside").array().value(1).value(2).end().end();
  w.end();
  CHECK(out == "[\n {\"a\":1},\n {\"inside\":[1,2]}\n]");
}

TEST_CASE("the text may be taken away in between") {
  std::string out, taken;
  JsonWriter w(out);
  w.array();
  for (int i = 0; i < 3; ++i) {
    w.value(i);
    taken += out;
    out.clear();
  }
  w.end();
  CHECK(taken + out == "[0,1,2]");
}

TEST_CASE("a scalar alone, and what is no number") {
  std::string out;
  JsonWriter(out).value(std::numeric_limits<double>::infinity());
  CHECK(out == "null");
  out.clear();
  JsonWriter(out).value(std::string_view("x"));
  CHECK(out == "\"x\"");
}

TEST_CASE("JSON text is laid out as if it were written value by value") {
  const std::string text = R"({"a":[1,-2.5e-7,"x,:]}\"\\",[],{}],"b":{"c":null,"d":true}})";
  std::string flat, laid, by_hand;
  docmill::JsonWriter(flat).json(text);
  CHECK(flat == text);
  docmill::JsonWriter w(laid, 1), v(by_hand, 1);
  w.object().key("k").json(text).end();
  v.object().key("k").object().key("a").array().value(1).raw("-2.5e-7").value("x,:]}\"\\").array().end().object().end();
  v.end().key("b").object().key("c").null().member("d", true).end().end().end();
  CHECK(laid == by_hand);
  std::string scalar;
  docmill::JsonWriter(scalar).array().json("1").json("\"a\"").json("null").end();
  CHECK(scalar == "[1,\"a\",null]");
}
