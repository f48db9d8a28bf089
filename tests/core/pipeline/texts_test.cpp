// The small pure parts: sizes, names, places inside values, literals, the guard against deep nesting.
#include <doctest/doctest.h>

#include <random>

#include "host/pipeline/option_text.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/size_text.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/toml_guard.hpp"
#include "host/pipeline/toml_message.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "host/pipeline/words.hpp"

using namespace docmill::host;

namespace {

std::shared_ptr<const SourceText> text(std::string content) {
  return std::make_shared<const SourceText>(SourceText{"dir/p.toml", std::move(content)});
}

std::string repeated(std::string_view part, int n) {
  std::string out;
  while (n-- > 0) out += part;
  return out;
}

}  // namespace

TEST_CASE("bounds are written with the fewest digits that say the same number") {
  OptionDeclaration number, integer;
  number.type = OptionType::number;
  integer.type = OptionType::integer;
  for (const auto& [bound, text] : std::vector<std::pair<double, const char*>>{
           {0.3, "0.3"}, {0.1, "0.1"}, {-2.5, "-2.5"}, {1, "1"}, {0, "0"}, {1e6, "1000000"}, {1e-9, "1e-09"}})
    CHECK(describe_bound(number, bound) == text);
  CHECK(describe_bound(integer, 1) == "1");
  CHECK(describe_bound(integer, -9007199254740992.0) == "-9007199254740992");
  CHECK(describe_bound(integer, 1e17) == "100000000000000000");
  CHECK(describe_bound(integer, 9223372036854775807.0) == "9223372036854775807");
  CHECK(describe_bound(integer, -9223372036854775808.0) == "-9223372036854775808");
}

TEST_CASE("a value to show is one that would be right") {
  OptionDeclaration option;
  option.type = OptionType::integer;
  CHECK(example_value(option) == "1");
  option.minimum = 20;
  CHECK(example_value(option) == "20");
  option.fallback = "30";
  CHECK(example_value(option) == "30");
  OptionDeclaration share;
  share.type = OptionType::number;
  share.maximum = 0.25;
  CHECK(example_value(share) == "0.25");
  share.minimum = share.maximum = 2;
  CHECK(example_value(share) == "2.0");
  OptionDeclaration words;
  words.type = OptionType::strings;
  words.fallback = "[]";
  CHECK(example_value(words) == "[\"...\"]");
  words.choices = {"a\"b"};
  CHECK(example_value(words) == "[\"a\\\"b\"]");
}

TEST_CASE("sizes are read with and without units") {
  CHECK(parse_size("1024") == 1024u);
  CHECK(parse_size("32 MiB") == 32u << 20);
  CHECK(parse_size("10 MB") == 10'000'000u);
  CHECK(parse_size("1GiB") == 1u << 30);
  CHECK(parse_size("7 KB") == 7000u);
  CHECK(parse_size("0 B") == 0u);
  for (const char* wrong : {"", "MiB", "1 mb", "1.5 MiB", "-1", "+1", " 1", "1 MiB ", "1 M", "1  TiB", "0x10", "1e3",
                            "99999999999999999999", "18446744073709551615 KiB"}) {
    CHECK_MESSAGE(!parse_size(wrong).has_value(), wrong);
  }
}

TEST_CASE("a size that is written is read back") {
  CHECK(size_text(32u << 20) == "32 MiB");
  CHECK(size_text(10'000'000) == "10 MB");
  CHECK(size_text(1025) == "1025 B");
  CHECK(size_text(0) == "0 B");
  std::mt19937_64 random(5);
  for (int i = 0; i < 2000; ++i) {
    uint64_t n = random() >> (random() % 64);
    if (i % 3 == 0) n = (n >> 30) << (10 * (random() % 4));
    REQUIRE(parse_size(size_text(n)) == n);
  }
}

TEST_CASE("names of stages are kebab-case, names of layers snake_case") {
  for (const char* good : {"a", "cleaner", "cleaner-b", "a1-2", "a-"}) CHECK_MESSAGE(is_stage_name(good), good);
  for (const char* bad : {"", "A", "1a", "-a", "a_b", "a b", "é", "a.b"}) CHECK_MESSAGE(!is_stage_name(bad), bad);
  CHECK(is_layer_name("text_b"));
  CHECK_FALSE(is_layer_name("text-b"));
  CHECK_FALSE(is_layer_name(""));
  CHECK(is_reserved_layer("raw"));
  CHECK_FALSE(is_reserved_layer("text"));
}

TEST_CASE("the nearest allowed name is allowed") {
  CHECK(as_stage_name("Cleaner B") == "cleaner-b");
  CHECK(as_stage_name("  2nd__Cleaner!!") == "nd-cleaner");
  CHECK(as_stage_name("???").empty());
  CHECK(as_layer_name("Text-B") == "text_b");
  std::mt19937 random(9);
  for (int i = 0; i < 1000; ++i) {
    std::string any(random() % 20, ' ');
    for (char& c : any) c = static_cast<char>(random());
    const std::string name = as_stage_name(any);
    REQUIRE((name.empty() || is_stage_name(name)));
  }
}

TEST_CASE("texts of the user are shortened and stay on one line") {
  CHECK(in_quotes("a'b") == "'a'b'");
  CHECK(in_quotes("a\nb\x01\xff") == "'a b\uFFFD\uFFFD'");
  CHECK(in_quotes(repeated("é", 60)) == "'" + repeated("é", 60) + "'");
  CHECK(in_quotes(repeated("é", 61)) == "'" + repeated("é", 60) + "...'");
}

TEST_CASE("lists are cut at twenty") {
  std::vector<std::string> words(20, "x");
  CHECK(listed(words) == repeated("x, ", 19) + "x");
  words.resize(23, "y");
  CHECK(listed(words) == repeated("x, ", 19) + "x and 3 more");
  CHECK(listed({}).empty());
}

TEST_CASE("a stage is suggested by its whole name or its first part") {
  const std::vector<std::string> names = {"writer", "summarizer-stub", "summarizer-lead", "cleaner"};
  CHECK(stage_suggestion("cleanr", names) == ", did you mean 'cleaner'?");
  CHECK(stage_suggestion("sumarizer", names) == ", did you mean 'summarizer-lead'?");
  CHECK(stage_suggestion("summarizer-stb", names) == ", did you mean 'summarizer-stub'?");
  CHECK(stage_suggestion("tagger", names).empty());
}

TEST_CASE("a type is named with its article") {
  CHECK(std::string(Value{true, {}}.type_name()) == "a boolean");
  CHECK(std::string(Value{int64_t{1}, {}}.type_name()) == "an integer");
  CHECK(std::string(Value{1.5, {}}.type_name()) == "a number");
  CHECK(std::string(Value{std::string(), {}}.type_name()) == "a string");
  CHECK(std::string(Value{Array{}, {}}.type_name()) == "an array");
  CHECK(std::string(Value{Table{}, {}}.type_name()) == "a table");
}

TEST_CASE("a place inside a string counts the quote and code points") {
  const auto source = text("a = 1\n  when = \"é.b == 'x'\"\nother = 'plain'\nesc = \"a\\tb\"\n");
  const std::string when = "é.b == 'x'";
  CHECK(place_inside(when, {source, 2, 10}, 0).column == 11);
  CHECK(place_inside(when, {source, 2, 10}, when.find('=')).column == 15);
  CHECK(place_inside(when, {source, 2, 10}, when.size()).column == 21);
  CHECK(place_inside("plain", {source, 3, 9}, 2).column == 12);
  // Escapes: the value is not what stands in the file, so its beginning has to do.
  CHECK(place_inside("a\tb", {source, 4, 7}, 2).column == 7);
  CHECK(place_inside(when, {source, 2, 10}, 999).column == 10);
  CHECK(place_inside("x", {nullptr, 0, 0}, 0).line == 0);
  const auto typed = std::make_shared<const SourceText>(SourceText{"--set", "a.when=b.c == 1"});
  CHECK(place_inside("b.c == 1", {typed, 1, 8}, 4).column == 12);
}

TEST_CASE("the place of an offset has line and code point") {
  const auto source = text("ab\né=1\n");
  CHECK(place_at(source, 0).column == 1);
  CHECK(place_at(source, 3).line == 2);
  CHECK(place_at(source, 5).column == 2);
  CHECK(place_at(source, 8).line == 3);
}

TEST_CASE("paths resolve against the folder of their file") {
  CHECK(WrittenPath{"../seeds", "pipelines", {}}.resolved() == "seeds");
  CHECK(WrittenPath{"./a/./b", "", {}}.resolved() == "a/b");
  CHECK(WrittenPath{"/x/../y", "pipelines", {}}.resolved() == "/y");
  CHECK(WrittenPath{"-", "pipelines", {}}.resolved() == "-");
  CHECK(folder_of({text(""), 1, 1}) == "dir");
  CHECK(folder_of({}).empty());
}

TEST_CASE("a literal is one TOML value and nothing else") {
  const auto literal = [](std::string_view what) { return read_toml_literal(text(std::string(what)), 0); };
  CHECK(std::get<int64_t>(literal("3")->data) == 3);
  CHECK(std::get<bool>(literal(" true ")->data));
  CHECK(std::get<std::string>(literal("'x'")->data) == "x");
  CHECK(std::get<Array>(literal("[1,\n 2]")->data).size() == 2);
  CHECK(std::get<Table>(literal("{ a = 1 }")->data).size() == 1);
  for (const char* wrong : {"", " ", "abc", "1\nb = 2", "1 2", "\"x", "2024-02-29", "[2024-02-29]", "\xff", "# x"}) {
    CHECK_MESSAGE(!literal(wrong).has_value(), wrong);
  }
}

TEST_CASE("a string written as TOML is read back") {
  std::mt19937 random(11);
  for (int i = 0; i < 1000; ++i) {
    std::string any;
    for (std::size_t n = random() % 12; n > 0; --n) {
      static const std::string pieces[] = {"\"", "\\", "\n", "\t", "a", "é", "中", "'", "#", "\x01", "\x7f", "\r"};
      any += pieces[random() % std::size(pieces)];
    }
    any += std::string(random() % 2, '\0');
    const auto value = read_toml_literal(text(toml_string(any)), 0);
    REQUIRE_MESSAGE(value.has_value(), toml_string(any));
    REQUIRE(std::get<std::string>(value->data) == any);
  }
}

TEST_CASE("the guard counts brackets and parts of keys, not what stands in strings and comments") {
  CHECK_FALSE(find_too_deep(repeated("[", 64)).has_value());
  CHECK(find_too_deep(repeated("[", 65))->offset == 64);
  CHECK(find_too_deep(repeated("{", 65)).has_value());
  CHECK_FALSE(find_too_deep(repeated("a.", 15) + "a = 1").has_value());
  CHECK(find_too_deep(repeated("a.", 16) + "a = 1").has_value());
  CHECK(find_too_deep("a = 1\n[" + repeated(" a . ", 16) + "a]").has_value());
  CHECK(find_too_deep(repeated("\"a\".", 16) + "a = 1").has_value());
  CHECK_FALSE(find_too_deep(repeated("a = 1.5\n", 100)).has_value());
  CHECK_FALSE(find_too_deep("# " + repeated(".", 100) + repeated("[", 100)).has_value());
  for (const char* quote : {"\"", "'", "\"\"\"", "'''"}) {
    CHECK_FALSE(find_too_deep("a = " + std::string(quote) + repeated("[.", 100) + quote).has_value());
    CHECK(find_too_deep("a = " + std::string(quote) + "x" + quote + "\n" + repeated("[", 65)).has_value());
  }
  CHECK_FALSE(find_too_deep("a = \"\\\"" + repeated("[", 65) + "\"").has_value());
  CHECK(find_too_deep("a = '\\'\n" + repeated("[", 65)).has_value());
  CHECK(find_too_deep("a = \"\"\"x\"\"\"\"\"\n" + repeated("[", 65)).has_value());
}

TEST_CASE("what the guard lets through does not overflow the stack") {
  std::string deep = "[" + repeated("h.", 15) + "h]\n" + repeated("k.", 15) + "k = ";
  for (int i = 0; i < 64; ++i) deep += "{ " + repeated("k.", 15) + "k = ";
  deep += "1" + repeated(" }", 64);
  REQUIRE_FALSE(find_too_deep(deep).has_value());
  Diagnostics diagnostics;
  CHECK(read_toml(text(deep), diagnostics).has_value());
}

TEST_CASE("a message of the parser that is not known comes through readable") {
  CHECK(explain_syntax("a", 1, "Error while parsing gizmo: Something odd.").message == "something odd");
  CHECK(explain_syntax("", 1, "").message == "");
  CHECK(explain_syntax("é = ", 99, "Error while parsing x").column == 99);
}
