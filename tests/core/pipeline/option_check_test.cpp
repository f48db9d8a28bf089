// What a pipeline says of a stage's options, against what the stage declares.
#include "host/pipeline/option_check.hpp"

#include <limits>

#include "core/pipeline/mistakes.hpp"

using namespace docmill::host;

namespace {

OptionDeclaration option(std::string name, OptionType type, std::optional<std::string> fallback) {
  OptionDeclaration out;
  out.name = std::move(name);
  out.type = type;
  out.fallback = std::move(fallback);
  return out;
}

OptionDeclaration bounded(OptionDeclaration o, std::optional<double> low, std::optional<double> high) {
  o.minimum = low;
  o.maximum = high;
  return o;
}

OptionDeclaration one_of(OptionDeclaration o, std::vector<std::string> choices) {
  o.choices = std::move(choices);
  return o;
}

StageDeclaration stage() {
  StageDeclaration out;
  out.id = "summarizer-stub";
  out.options = {bounded(option("sentences", OptionType::integer, "3"), 1, 100),
                 bounded(option("ratio", OptionType::number, "0.25"), 0, 1),
                 option("explain", OptionType::boolean, "false"),
                 one_of(option("mode", OptionType::string, "\"lead\""), {"lead", "rank"}),
                 one_of(option("labels", OptionType::strings, "[\"title\"]"), {"title", "byline", "date"}),
                 option("model", OptionType::file, "\"\""),
                 option("words", OptionType::files, "[\"plugin:words.txt\"]")};
  return out;
}

struct Checked {
  std::vector<OptionValue> values;
  std::string said;
};

Checked check(const StageDeclaration& declaration, std::string options, const std::vector<Override>& overrides = {}) {
  const auto source = std::make_shared<const SourceText>(
      SourceText{"dir/p.toml", "[[stage]]\nuse = \"" + declaration.id + "\"\n" + std::move(options)});
  Diagnostics diagnostics;
  const PipelineFile file = read_pipeline_text(source, overrides, false, diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), test::rendered(diagnostics));
  Checked out;
  out.values = check_options(declaration, file.stages.at(0), "plugins", diagnostics);
  out.said = test::rendered(diagnostics);
  return out;
}

std::string said(std::string options) { return check(stage(), std::move(options)).said; }

// A stage with one option, which the pipeline must or may give.
StageDeclaration with(OptionDeclaration o) {
  StageDeclaration out;
  out.id = "x";
  out.options = {std::move(o)};
  return out;
}

}  // namespace

TEST_CASE("defaults are filled in, in order of declaration") {
  const Checked c = check(stage(), "");
  CHECK(c.said == "");
  REQUIRE(c.values.size() == 7);
  for (const OptionValue& v : c.values) CHECK_FALSE(v.given);
  CHECK(c.values[0].integer == 3);
  CHECK(c.values[1].number == 0.25);
  CHECK(c.values[2].integer == 0);
  CHECK(c.values[3].items.at(0).text == "lead");
  CHECK(c.values[4].items.at(0).text == "title");
  CHECK(c.values[5].items.empty());
  CHECK(c.values[6].items.at(0).text == "plugin:words.txt");
  CHECK(c.values[6].items.at(0).path == "plugins/words.txt");
  CHECK(c.values[6].type == OptionType::files);
  CHECK(c.values[0].place.line == 1);
}

TEST_CASE("what the pipeline says takes the place of the default") {
  const Checked c = check(stage(), R"(sentences = 5
ratio = 1
explain = true
mode = "rank"
labels = ["date", "byline"]
model = "../m.bin"
words = ["a.txt", "plugin:b.txt", "/c.txt"]
)");
  CHECK(c.said == "");
  for (const OptionValue& v : c.values) CHECK(v.given);
  CHECK(c.values[0].integer == 5);
  CHECK(c.values[0].place.line == 3);
  CHECK(c.values[0].place.column == 13);
  CHECK(c.values[1].number == 1.0);
  CHECK(c.values[2].integer == 1);
  CHECK(c.values[3].items.at(0).text == "rank");
  REQUIRE(c.values[4].items.size() == 2);
  CHECK(c.values[4].items[1].text == "byline");
  CHECK(c.values[4].items[1].place.column == 19);
  CHECK(c.values[5].items.at(0).text == "../m.bin");
  CHECK(c.values[5].items.at(0).path == "m.bin");
  REQUIRE(c.values[6].items.size() == 3);
  CHECK(c.values[6].items[0].path == "dir/a.txt");
  CHECK(c.values[6].items[1].path == "plugins/b.txt");
  CHECK(c.values[6].items[2].path == "/c.txt");
}

TEST_CASE("an empty file is no file, an empty list an empty list") {
  const Checked c = check(stage(), "model = \"\"\nwords = []\nlabels = []\n");
  CHECK(c.said == "");
  CHECK(c.values[5].items.empty());
  CHECK(c.values[5].given);
  CHECK(c.values[6].items.empty());
  CHECK(c.values[4].items.empty());
}

TEST_CASE("paths given by --set count from the working folder") {
  const Checked c = check(stage(), "model = \"m.bin\"\n", {{"summarizer-stub.words=[\"w.txt\"]"}});
  CHECK(c.values[5].items.at(0).path == "dir/m.bin");
  CHECK(c.values[6].items.at(0).path == "w.txt");
}

TEST_CASE("mistake: an unknown option") {
  CHECK(said("sentence = 3\n") ==
        R"(dir/p.toml:3:1: unknown option 'sentence' for stage 'summarizer-stub', did you mean 'sentences'?
    sentence = 3
    ^
  options of 'summarizer-stub': explain, labels, mode, model, ratio, sentences, words
)");
  CHECK(said("threads = 3\n") == R"(dir/p.toml:3:1: unknown option 'threads' for stage 'summarizer-stub'
    threads = 3
    ^
  options of 'summarizer-stub': explain, labels, mode, model, ratio, sentences, words
)");
}

TEST_CASE("mistake: a misspelt host key") {
  CHECK(said("on_error = \"keep\"\n")
            .starts_with(
                "dir/p.toml:3:1: unknown option 'on_error' for stage 'summarizer-stub', did you mean 'on-error'?\n"));
  CHECK(said("plugn = \"x.so\"\n").find("did you mean 'plugin'?") != std::string::npos);
  CHECK(said("limit = 3\n").find("did you mean") == std::string::npos);  // 'limits' is reserved
}

TEST_CASE("mistake: an option of a stage that has none") {
  StageDeclaration none;
  none.id = "x";
  CHECK(check(none, "y = 1\n").said ==
        "dir/p.toml:3:1: unknown option 'y' for stage 'x'\n    y = 1\n    ^\n  'x' has no options\n");
}

TEST_CASE("mistake: wrong types, with the right form") {
  CHECK(said("sentences = \"3\"\n") == R"(dir/p.toml:3:13: 'sentences' must be an integer, not a string
    sentences = "3"
                ^
  write sentences = 3
)");
  CHECK(said("sentences = 3.0\n").find("'sentences' must be an integer, not a number\n") != std::string::npos);
  CHECK(said("sentences = true\n").find("'sentences' must be an integer, not a boolean\n") != std::string::npos);
  CHECK(said("ratio = [0.5]\n").find("'ratio' must be a number, not an array\n") != std::string::npos);
  CHECK(said("ratio = \"0.5\"\n").ends_with("  write ratio = 0.5\n"));
  CHECK(said("explain = 1\n").find("'explain' must be true or false, not an integer\n") != std::string::npos);
  CHECK(said("explain = 1\n").ends_with("  write explain = true\n"));
  CHECK(said("explain = 0\n").ends_with("  write explain = false\n"));
  CHECK(said("explain = \"true\"\n").ends_with("  write explain = true\n"));
  CHECK(said("explain = \"Yes\"\n").ends_with("  write explain = true\n"));
  CHECK(said("explain = \"off\"\n").ends_with("  write explain = false\n"));
  CHECK(said("mode = 3\n").find("'mode' must be a string, not an integer\n") != std::string::npos);
  CHECK(said("labels = \"date\"\n") == R"(dir/p.toml:3:10: 'labels' must be an array of strings, not a string
    labels = "date"
             ^
  write labels = ["date"]
)");
  CHECK(said("labels = { a = 1 }\n").ends_with("  write labels = [\"title\"]\n"));
  CHECK(said("model = [\"m.bin\"]\n").find("'model' must be a string, the path of a file, not an array\n") !=
        std::string::npos);
  CHECK(said("words = \"w.txt\"\n").ends_with("  write words = [\"w.txt\"]\n"));
}

TEST_CASE("mistake: wrong items of lists") {
  CHECK(said("labels = [\"title\", 3]\n") ==
        R"(dir/p.toml:3:20: 'labels' must be an array of strings; item 2 is an integer
    labels = ["title", 3]
                       ^
)");
  CHECK(said("words = [[\"a\"]]\n").find("item 1 is an array\n") != std::string::npos);
  CHECK(said("words = [\"a\", \"\"]\n").find("item 2 of 'words' is empty; it must be the path of a file") !=
        std::string::npos);
}

TEST_CASE("mistake: out of bounds") {
  CHECK(said("sentences = 0\n") == R"(dir/p.toml:3:13: 'sentences' is 0; it must be between 1 and 100
    sentences = 0
                ^
)");
  CHECK(said("sentences = 1\n") == "");
  CHECK(said("sentences = 100\n") == "");
  CHECK(said("sentences = 101\n").find("'sentences' is 101; it must be between 1 and 100") != std::string::npos);
  CHECK(said("ratio = 1.5\n").find("'ratio' is 1.5; it must be between 0 and 1") != std::string::npos);
  CHECK(said("ratio = nan\n").find("'ratio' is nan; it must be a finite number") != std::string::npos);
  CHECK(said("ratio = -inf\n").find("'ratio' is -inf; it must be a finite number") != std::string::npos);
  const auto low = with(bounded(option("n", OptionType::integer, "5"), 5, std::nullopt));
  const auto high = with(bounded(option("n", OptionType::number, "0"), std::nullopt, 0.5));
  CHECK(check(low, "n = 4\n").said.find("'n' is 4; it must be at least 5\n") != std::string::npos);
  CHECK(check(high, "n = 1\n").said.find("'n' is 1; it must be at most 0.5\n") != std::string::npos);
}

TEST_CASE("mistake: not a choice") {
  CHECK(said("mode = \"ranks\"\n") == R"(dir/p.toml:3:8: unknown value 'ranks' for 'mode', did you mean 'rank'?
    mode = "ranks"
           ^
  values of 'mode': lead, rank
)");
  CHECK(said("labels = [\"title\", \"bylin\"]\n") ==
        R"(dir/p.toml:3:20: unknown value 'bylin' (item 2) for 'labels', did you mean 'byline'?
    labels = ["title", "bylin"]
                       ^
  values of 'labels': title, byline, date
)");
}

TEST_CASE("mistake: files that no path can name") {
  CHECK(said("model = \"a\\u0000b\"\n").find("'model' holds a NUL character, which no path has\n") !=
        std::string::npos);
  CHECK(said("model = \"plugin:../kb.tsv\"\n") ==
        R"(dir/p.toml:3:9: 'plugin:../kb.tsv' must name a file beside the plugin's library, without folders
    model = "plugin:../kb.tsv"
            ^
  write "plugin:NAME"
)");
  CHECK(said("words = [\"plugin:\"]\n").find("must name a file beside") != std::string::npos);
}

TEST_CASE("mistake: an option that must be given") {
  OptionDeclaration knowledge = option("knowledge", OptionType::files, std::nullopt);
  knowledge.summary = "tables of the knowledge base";
  CHECK(check(with(knowledge), "").said ==
        R"(dir/p.toml:2:7: stage 'x' needs the option 'knowledge': tables of the knowledge base
    use = "x"
          ^
  write knowledge = ["FILE"]
)");
  CHECK(check(with(knowledge), "knowledge = [\"kb.tsv\"]\n").said == "");
  CHECK(check(with(knowledge), "").values.size() == 1);
}

TEST_CASE("a default that does not parse or fit is the plugin's mistake and said so") {
  const auto broken = with(option("n", OptionType::integer, "three"));
  CHECK(
      check(broken, "").said ==
      R"(dir/p.toml:1:1: the plugin of stage 'x' declares 'three' as the default of 'n': it is no TOML value; this is a mistake of the plugin, not of the pipeline
    [[stage]]
    ^
)");
  CHECK(check(with(option("n", OptionType::integer, "1\nm = 2")), "").said.find("it is no TOML value") !=
        std::string::npos);
  const auto outside = with(bounded(option("n", OptionType::integer, "0"), 1, 9));
  CHECK(check(outside, "").said.find("'n' is 0; it must be between 1 and 9; this is a mistake") != std::string::npos);
  CHECK(check(broken, "n = 1\n").said == "");
}

TEST_CASE("all mistakes of the options are said at once") {
  const std::string all = said("sentences = 0\nratio = \"x\"\nmode = \"leed\"\nthreads = 1\n");
  std::size_t n = 0;
  for (std::size_t at = 0; (at = all.find("dir/p.toml:", at)) != std::string::npos; ++at) ++n;
  CHECK(n == 4);
}

TEST_CASE("a mistake in a value of --set points into what was typed") {
  CHECK(check(stage(), "", {{"summarizer-stub.sentences=0"}}).said ==
        R"(--set:1:27: 'sentences' is 0; it must be between 1 and 100
    summarizer-stub.sentences=0
                              ^
)");
}

TEST_CASE("the largest integers go through unchanged") {
  const auto any = with(option("n", OptionType::integer, "9223372036854775807"));
  CHECK(check(any, "").values.at(0).integer == std::numeric_limits<int64_t>::max());
  CHECK(check(any, "n = -9223372036854775808\n").values.at(0).integer == std::numeric_limits<int64_t>::min());
}
