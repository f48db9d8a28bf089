// What a condition means, and what is said of a wrong one.
#include "host/pipeline/condition.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace docmill::host;

namespace {

// The layers of these tests: language.tag a string, article.words an integer, article.score a number, article.paid a
// boolean, metadata.* not known before.
std::variant<KeyBinding, std::string> bind(std::string_view layer, std::string_view key) {
  const std::string name = std::string(layer) + "." + std::string(key);
  static const std::map<std::string, FieldType> types = {{"language.tag", FieldType::string},
                                                         {"article.title", FieldType::string},
                                                         {"article.words", FieldType::integer},
                                                         {"article.score", FieldType::number},
                                                         {"article.paid", FieldType::boolean}};
  if (layer == "metadata") return KeyBinding{9, 0, std::nullopt};
  const auto it = types.find(name);
  if (it == types.end()) return "no layer has a key '" + name + "'";
  return KeyBinding{1, 2, it->second};
}

using Values = std::map<std::string, Scalar>;

bool holds(std::string_view text, const Values& values) {
  auto parsed = Condition::parse(text, bind);
  REQUIRE_MESSAGE(parsed.index() == 0, text, ": ", parsed.index() == 1 ? std::get<1>(parsed)[0].message : "");
  const Condition& condition = std::get<0>(parsed);
  return condition.holds([&](std::size_t i) {
    const auto& reference = condition.references()[i];
    const auto it = values.find(reference.layer + "." + reference.key);
    return it == values.end() ? Scalar(Null{}) : it->second;
  });
}

// "OFFSET: message" of each mistake, a line each.
std::string mistakes(std::string_view text) {
  auto parsed = Condition::parse(text, bind);
  std::string out;
  if (const auto* list = std::get_if<1>(&parsed)) {
    for (const auto& m : *list) out += std::to_string(m.offset) + ": " + m.message + "\n";
  }
  return out;
}

const Scalar en = std::string_view("en");

}  // namespace

TEST_CASE("strings compare by their bytes") {
  CHECK(holds("language.tag == 'en'", {{"language.tag", en}}));
  CHECK_FALSE(holds("language.tag == 'EN'", {{"language.tag", en}}));
  CHECK(holds("language.tag != \"de\"", {{"language.tag", en}}));
  CHECK(holds("language.tag < 'é'", {{"language.tag", std::string_view("z")}}));
  CHECK(holds("language.tag <= 'en'", {{"language.tag", en}}));
  CHECK(holds("language.tag > 'e'", {{"language.tag", en}}));
}

TEST_CASE("a doubled quote stands for one") {
  CHECK(holds("article.title == 'it''s'", {{"article.title", std::string_view("it's")}}));
  CHECK(holds("article.title == \"a \"\"b\"\"\"", {{"article.title", std::string_view("a \"b\"")}}));
  CHECK(holds("article.title == 'a\\n'", {{"article.title", std::string_view("a\\n")}}));
  CHECK(holds("article.title == ''", {{"article.title", std::string_view("")}}));
}

TEST_CASE("integers and numbers compare as numbers") {
  CHECK(holds("article.words == 3.0", {{"article.words", int64_t{3}}}));
  CHECK(holds("article.words < 3.5", {{"article.words", int64_t{3}}}));
  CHECK(holds("article.score >= 1", {{"article.score", 1.0}}));
  CHECK(holds("article.words == -2", {{"article.words", int64_t{-2}}}));
  CHECK(holds("3 > article.score", {{"article.score", 2.9}}));
  CHECK(holds("article.score == 1e3", {{"article.score", 1000.0}}));
}

TEST_CASE("large integers compare exactly with numbers") {
  const Values values = {{"article.words", int64_t{9007199254740993}}};  // 2^53 + 1: no double
  CHECK_FALSE(holds("article.words == 9007199254740992.0", values));
  CHECK(holds("article.words > 9007199254740992.0", values));
  CHECK(holds("article.words < 1e300", {{"article.words", INT64_MAX}}));
  CHECK(holds("article.words > -1e300", {{"article.words", INT64_MIN}}));
  CHECK(holds("article.words < 9223372036854775808.0", {{"article.words", INT64_MAX}}));
  CHECK(holds("article.words == -9223372036854775808.0", {{"article.words", INT64_MIN}}));
  CHECK_FALSE(holds("article.score == article.score", {{"article.score", 0.0 / 0.0}}));
}

TEST_CASE("a comparison with null is false whatever the operator") {
  for (const char* op : {"==", "!=", "<", "<=", ">", ">="}) {
    CHECK_FALSE(holds(std::string("article.words ") + op + " 3", {}));
    CHECK_FALSE(holds(std::string("article.words ") + op + " article.score", {}));
  }
  CHECK_FALSE(holds("article.words in [3]", {}));
  CHECK_FALSE(holds("article.paid", {}));
  CHECK(holds("not article.words == 3", {}));
}

TEST_CASE("null is found by == and != alone") {
  CHECK(holds("article.title == null", {}));
  CHECK(holds("null == article.title", {}));
  CHECK_FALSE(holds("article.title != null", {}));
  CHECK_FALSE(holds("article.title == null", {{"article.title", en}}));
  CHECK(holds("article.title != null", {{"article.title", en}}));
  CHECK(holds("null != article.title", {{"article.title", en}}));
  CHECK(holds("null == null", {}));
}

TEST_CASE("a value of another kind than expected compares false when it is known only at run time") {
  const Values number = {{"metadata.n", int64_t{5}}};
  CHECK_FALSE(holds("metadata.n == '5'", number));
  CHECK_FALSE(holds("metadata.n != '5'", number));
  CHECK_FALSE(holds("metadata.n < 'a'", number));
  CHECK(holds("metadata.n > 4.5", number));
  CHECK_FALSE(holds("metadata.n", number));
  CHECK_FALSE(holds("metadata.n == true", number));
  CHECK_FALSE(holds("metadata.n in ['5', true]", number));
  CHECK(holds("metadata.n in ['5', 5.0]", number));
}

TEST_CASE("in finds a value in a list of any length") {
  CHECK(holds("language.tag in ['de', 'en', 'zh-Hans']", {{"language.tag", en}}));
  CHECK_FALSE(holds("language.tag in ['zh', 'de',]", {{"language.tag", en}}));
  CHECK(holds("article.words in [1, 2.0, 3]", {{"article.words", int64_t{2}}}));
  CHECK(holds("not language.tag in ['de']", {{"language.tag", en}}));
  std::string longest = "language.tag in ['x0'";
  for (int i = 1; i < 1000; ++i) longest += ", 'x" + std::to_string(i) + "'";
  CHECK(holds(longest + "]", {{"language.tag", std::string_view("x777")}}));
  CHECK_FALSE(holds(longest + "]", {{"language.tag", std::string_view("x1000")}}));
}

TEST_CASE("a boolean stands alone or is compared") {
  CHECK(holds("article.paid", {{"article.paid", true}}));
  CHECK(holds("not article.paid", {{"article.paid", false}}));
  CHECK(holds("article.paid == false", {{"article.paid", false}}));
  CHECK(holds("article.paid != true", {{"article.paid", false}}));
  CHECK(holds("true", {}));
  CHECK_FALSE(holds("not true or false", {}));
}

TEST_CASE("not binds before and, and before or") {
  const Values values = {{"article.paid", true}, {"article.words", int64_t{3}}};
  CHECK(holds("article.paid or article.paid and false", values));
  CHECK_FALSE(holds("(article.paid or article.paid) and false", values));
  CHECK_FALSE(holds("not article.paid and false", values));
  CHECK_FALSE(holds("not (article.paid or false)", values));
  CHECK(holds("not not article.paid", values));
  CHECK(holds("article.words == 1 or article.words == 2 or article.words == 3", values));
}

TEST_CASE("references are listed once, in order of first appearance") {
  auto parsed = Condition::parse("metadata.a == 1 or article.words > 2 and metadata.a != metadata.b-c", bind);
  const auto& references = std::get<0>(parsed).references();
  REQUIRE(references.size() == 3);
  CHECK(references[0].key == "a");
  CHECK(references[1].layer == "article");
  CHECK(references[2].key == "b-c");
  CHECK(references[1].binding.layer == 1);
  CHECK(references[1].binding.type == FieldType::integer);
}

TEST_CASE("a condition that was copied still holds its texts") {
  std::optional<Condition> copy;
  {
    std::string text = "language.tag == 'a longer text than fits a small string'";
    auto parsed = Condition::parse(text, bind);
    copy = std::get<0>(parsed);
    text.assign(text.size(), 'x');
  }
  CHECK(copy->holds([](std::size_t) { return Scalar(std::string_view("a longer text than fits a small string")); }));
}

TEST_CASE("wrong conditions are told what would be right, with the offset") {
  CHECK(mistakes("") == "0: the condition is empty; leave 'when' out, or write for example language.tag == 'en'\n");
  CHECK(mistakes("language.tag = 'en'") == "13: write == for =\n");
  CHECK(mistakes("language.tag <> 'en'") == "13: write != for <>\n");
  CHECK(mistakes("article.paid && !article.paid") == "13: write and for &&\n16: write not for !\n");
  CHECK(mistakes("article.paid || true") == "13: write or for ||\n");
  CHECK(mistakes("article.paid AND true") == "13: write and for 'AND'\n");
  CHECK(mistakes("article.paid == True") == "16: write true for 'True'\n");
  CHECK(mistakes("article.title == None") == "17: write null for 'None'\n");
  CHECK(mistakes("language.tag == en") == "16: 'en' is neither layer.key, like language.tag, nor a text in quotes\n");
  CHECK(mistakes("language == 'en'") ==
        "0: 'language' is neither layer.key, like language.tag, nor a text in quotes\n");
  CHECK(mistakes("metadata.a.b == 1") ==
        "0: 'metadata.a.b' has more than two parts; write layer.key, like "
        "metadata.section\n");
  CHECK(mistakes("language.tag == 'en") == "16: the text that begins here has no closing '\n");
  CHECK(mistakes("langage.tag == 'en'") == "0: no layer has a key 'langage.tag'\n");
  CHECK(mistakes("language.tag not in ['en']") == "13: write not language.tag in [...]\n");
  CHECK(mistakes("language.tag in 'en'") == "16: 'in' needs a list, like ['en', 'de']; saw ''en''\n");
  CHECK(mistakes("language.tag in []") == "16: the list is empty, so nothing is in it\n");
  CHECK(mistakes("language.tag in ['en'") == "16: the [ that stands here is not closed\n");
  CHECK(mistakes("language.tag in ['en' 'de']") == "22: expected ',' or ']', saw ''de''\n");
  CHECK(mistakes("language.tag in [en]") == "17: a text stands in quotes: 'en'\n");
  CHECK(mistakes("language.tag in ['en', null]") ==
        "23: null is equal to nothing in a list; write == null beside it, joined by 'or'\n");
  CHECK(mistakes("language.tag == ['en']") == "16: a list stands only behind 'in'\n");
  CHECK(mistakes("(article.paid") == "0: the ( that stands here is not closed\n");
  CHECK(mistakes("article.paid)") == "12: the ) that stands here closes nothing\n");
  CHECK(mistakes("(article.paid) == true") ==
        "15: what stands in ( ) is true or false already and cannot be compared\n");
  CHECK(mistakes("1 < article.words < 3") == "18: comparisons do not chain; join two of them by 'and'\n");
  CHECK(mistakes("language.tag ==") == "15: a value or layer.key is missing at the end\n");
  CHECK(mistakes("== 'en'") == "0: a value or layer.key is missing before '=='\n");
  CHECK(mistakes("article.paid and") == "16: a value or layer.key is missing at the end\n");
  CHECK(mistakes("'en'") == "0: 'en' alone is no condition; compare it with a layer.key\n");
  CHECK(mistakes("article.paid true") == "13: expected 'and', 'or' or the end, saw 'true'\n");
  CHECK(mistakes("article.words == 12x") == "17: '12x' is no number; a text stands in quotes\n");
  CHECK(mistakes("article.words == 99999999999999999999") == "17: the number '99999999999999999999' is too large\n");
  CHECK(mistakes("article.paid ; true") == "13: expected 'and', 'or' or the end, saw ';'\n");
}

TEST_CASE("types are checked where they are known") {
  CHECK(mistakes("language.tag == 3") ==
        "16: language.tag is a string and cannot be compared with 3, which is a number\n");
  CHECK(mistakes("article.words > 'three'") ==
        "16: article.words is a number and cannot be compared with 'three', which is a string\n");
  CHECK(mistakes("language.tag in ['en', 3]") ==
        "23: language.tag is a string and cannot be compared with 3, which is a number\n");
  CHECK(mistakes("article.paid < true") == "13: a boolean is neither less nor greater; use == or != for <\n");
  CHECK(mistakes("metadata.a < true") == "11: a boolean is neither less nor greater; use == or != for <\n");
  CHECK(mistakes("language.tag < null") == "13: null is neither less nor greater; compare it by == or !=\n");
  CHECK(mistakes("language.tag") ==
        "0: language.tag is a string, not true or false; compare it, like language.tag == '...'\n");
  CHECK(mistakes("not article.words") ==
        "4: article.words is a number, not true or false; compare it, like article.words == 0\n");
  CHECK(mistakes("article.words == article.score") == "");
}

TEST_CASE("several mistakes are said at once, each key once") {
  CHECK(mistakes("langage.tag == 'en' or langage.tag = 'de' and article.words == 'x'") ==
        "0: no layer has a key 'langage.tag'\n"
        "35: write == for =\n"
        "63: article.words is a number and cannot be compared with 'x', which is a string\n");
}

TEST_CASE("nesting is limited and length is not") {
  const auto nested = [](int n) { return std::string(n, '(') + "article.paid" + std::string(n, ')'); };
  CHECK(mistakes(nested(64)).empty());
  CHECK(mistakes(nested(65)) == "64: the condition nests more than 64 deep\n");
  CHECK(mistakes(nested(100000)) == "64: the condition nests more than 64 deep\n");
  std::string nots, chain = "article.paid";
  for (int i = 0; i < 100000; ++i) nots += "not ", chain += i % 2 == 0 ? " or article.paid" : " and article.paid";
  CHECK(mistakes(nots + "article.paid") == "256: the condition nests more than 64 deep\n");
  CHECK(holds(chain, {{"article.paid", true}}));
}
