// New values in the place of old ones, and not one other byte.
#include "tooling/inspect/accept.hpp"

#include <doctest/doctest.h>

#include "host/pipeline/toml_reader.hpp"
#include "tooling/inspect/layer_value.hpp"

using namespace docmill::host;
using namespace docmill::tooling;

namespace {

struct File {
  std::shared_ptr<const SourceText> source;
  Table root;

  explicit File(std::string content)
      : source(std::make_shared<const SourceText>(SourceText{"p.toml", std::move(content)})) {
    Diagnostics mistakes;
    root = read_toml(source, mistakes).value();
  }
  const Value& at(const std::string& key) const {
    for (const Entry& entry : root)
      if (entry.key == key) return entry.value;
    throw std::runtime_error("no " + key);
  }
  std::string with(const std::string& key, Value value) const {
    return edited(source, {{at(key).place, std::move(value)}}).value_or("refused");
  }
};

Value text(std::string s) { return {std::move(s), {}}; }
Value span(const std::string& t, int64_t n) { return {Table{{"text", {}, text(t)}, {"n", {}, {n, {}}}}, {}}; }

}  // namespace

TEST_CASE("a value is replaced, comments and white space stay") {
  const File file("# head\n  a = \"old\"   # why\nb=1\r\n\nc = { x = true } # end");
  CHECK(file.with("a", text("n\"ew")) == "# head\n  a = \"n\\\"ew\"   # why\nb=1\r\n\nc = { x = true } # end");
  CHECK(file.with("b", {int64_t{25}, {}}) == "# head\n  a = \"old\"   # why\nb=25\r\n\nc = { x = true } # end");
}

TEST_CASE("every form of a string is found to its end") {
  for (const char* old : {"'it is'", "\"a\\\"b\"", "\"\"\"a\n\"b\" \\\"\"\"\"", "'''a\n'b' # no comment'''", "\"\"",
                          "''''''", "\"\"\"two at the end\"\"\"\"\""}) {
    CAPTURE(old);
    const File file("k = " + std::string(old) + " # c\nz = 1\n");
    const std::string got = file.with("k", text("new"));
    const bool lines = std::string_view(old).substr(0, 3) == "\"\"\"" || std::string_view(old).substr(0, 3) == "'''";
    CHECK(got == std::string("k = ") + (lines ? "\"\"\"\nnew\"\"\"" : "\"new\"") + " # c\nz = 1\n");
  }
}

TEST_CASE("arrays with comments and brackets in strings") {
  const File file("  k = [\n    { text = \"]\", n = 1 }, # ] no end\n    { text = '}', n = 2 },\n  ]\nz = 1\n");
  CHECK(file.with("k", {Array{span("a", 1), span("b", 2)}, {}}) ==
        "  k = [\n    { text = \"a\", n = 1 },\n    { text = \"b\", n = 2 },\n  ]\nz = 1\n");
  CHECK(file.with("k", {Array{}, {}}) == "  k = []\nz = 1\n");
  CHECK(File("k = [1]\n").with("k", {Array{span("a", 1)}, {}}) == "k = [{ text = \"a\", n = 1 }]\n");
}

TEST_CASE("a text of several lines becomes one") {
  const std::string value = "a \"\"\" b\n\tc\\d\n\nlast ";
  const std::string got = File("k = \"x\"\n").with("k", text(value));
  CHECK(std::get<std::string>(File(got).at("k").data) == value);
  CHECK(std::count(got.begin(), got.end(), '\n') == 5);
}

TEST_CASE("several edits in one file, some on one line") {
  const File file("a = { x = 1, y = \"é\", z = 'old' }\nb = 2\n");
  const Table& a = std::get<Table>(file.at("a").data);
  CHECK(edited(file.source, {{a[0].value.place, {int64_t{100}, {}}},
                             {file.at("b").place, text("two")},
                             {a[2].value.place, text("new")}}) ==
        "a = { x = 100, y = \"é\", z = \"new\" }\nb = \"two\"\n");
}

TEST_CASE("a table under a header of its own is not a value that can be replaced") {
  const File file("[[t]]\nx = 1\n[u]\ny = 2\n");
  CHECK_FALSE(value_range(*file.source, file.at("t").place));
  CHECK(file.with("u", text("x")) == "refused");
}

TEST_CASE("values read back as they were written") {
  const Value all{Array{{true, {}},
                        {int64_t{-3}, {}},
                        {0.25, {}},
                        {1.0, {}},
                        text("a\nb\x7f\u00e9"),
                        {Table{{"odd key", {}, text("")}, {"plain", {}, {Array{}, {}}}}, {}}},
                  {}};
  const File file("k = " + to_toml(all) + "\n");
  CHECK(to_toml(file.at("k")) == to_toml(all));
}
