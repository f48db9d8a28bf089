// What a person reads of a diagnostic: place, sentence, line, caret, details.
#include <doctest/doctest.h>

#include "docmill/base/utf8.hpp"
#include "host/diagnostics/diagnostics.hpp"

using namespace docmill::host;

namespace {

std::shared_ptr<const SourceText> source_text(std::string content) {
  return std::make_shared<const SourceText>(SourceText{"p.toml", std::move(content)});
}

std::string rendered(Severity severity, Place place, std::string message, std::vector<std::string> details = {}) {
  return render({severity, std::move(place), std::move(message), std::move(details)});
}

std::string rendered(std::string content, uint32_t line, uint32_t column) {
  return rendered(Severity::error, {source_text(std::move(content)), line, column}, "message");
}

}  // namespace

TEST_CASE("a line of a text has neither its end nor a carriage return") {
  const SourceText source{"p.toml", "one\ntwo\r\n\nfour"};
  CHECK(source.line(1) == "one");
  CHECK(source.line(2) == "two");
  CHECK(source.line(3).empty());
  CHECK(source.line(4) == "four");
  CHECK(source.line(0).empty());
  CHECK(source.line(5).empty());
}

TEST_CASE("a diagnostic shows place, sentence, line, caret and details") {
  CHECK(rendered(Severity::error, {source_text("[[stage]]\nuse = \"cleaner\"\nstrip_tag = true\n"), 3, 1},
                 "unknown option 'strip_tag' for stage 'cleaner', did you mean 'strip-tags'?",
                 {"options of 'cleaner': collapse-whitespace, strip-tags"}) ==
        "p.toml:3:1: unknown option 'strip_tag' for stage 'cleaner', did you mean 'strip-tags'?\n"
        "    strip_tag = true\n"
        "    ^\n"
        "  options of 'cleaner': collapse-whitespace, strip-tags\n");
}

TEST_CASE("a warning says so behind the place") {
  CHECK(rendered(Severity::warning, {source_text("a\n"), 1, 1}, "this is odd") ==
        "p.toml:1:1: warning: this is odd\n    a\n    ^\n");
}

TEST_CASE("without a file there is only the sentence") {
  CHECK(rendered(Severity::error, {}, "--threads must be from 1", {"write --threads 2"}) ==
        "--threads must be from 1\n  write --threads 2\n");
  CHECK(rendered(Severity::warning, {}, "nothing to do", {}) == "warning: nothing to do\n");
}

TEST_CASE("line 0 stands for the whole file, column 0 for the whole line") {
  CHECK(rendered("a = 1\n", 0, 0) == "p.toml: message\n");
  CHECK(rendered("a = 1\n", 1, 0) == "p.toml:1: message\n    a = 1\n");
}

TEST_CASE("a line beyond the end shows nothing") { CHECK(rendered("a\n", 9, 3) == "p.toml:9:3: message\n"); }

TEST_CASE("a tab in front of the column is kept in the caret line") {
  CHECK(rendered("\ta\t= 1\n", 1, 5) == "p.toml:1:5: message\n    \ta\t= 1\n    \t \t ^\n");
}

TEST_CASE("the column counts code points, the caret stands below what a terminal shows") {
  CHECK(rendered("é = x\n", 1, 5) == "p.toml:1:5: message\n    é = x\n        ^\n");
  CHECK(rendered("中文 = x\n", 1, 6) == "p.toml:1:6: message\n    中文 = x\n           ^\n");
  CHECK(rendered("e\xCC\x81 = x\n", 1, 6) == "p.toml:1:6: message\n    e\xCC\x81 = x\n        ^\n");
}

TEST_CASE("the caret of a column behind the line stands behind the line") {
  CHECK(rendered("ab\n", 1, 3) == "p.toml:1:3: message\n    ab\n      ^\n");
  CHECK(rendered("ab\n", 1, 99) == "p.toml:1:99: message\n    ab\n      ^\n");
}

TEST_CASE("a line of 120 code points is shown whole, a longer one around the column") {
  const std::string whole(120, 'x');
  CHECK(rendered(whole, 1, 1) == "p.toml:1:1: message\n    " + whole + "\n    ^\n");

  const std::string left = std::string(100, 'a'), right = std::string(200, 'b');
  CHECK(rendered(left + "!" + right, 1, 101) == "p.toml:1:101: message\n    ..." + std::string(60, 'a') + "!" +
                                                    std::string(59, 'b') + "...\n       " + std::string(60, ' ') +
                                                    "^\n");
  CHECK(rendered(whole + "y", 1, 1) == "p.toml:1:1: message\n    " + whole + "...\n    ^\n");
  CHECK(rendered(whole + "y", 1, 121) ==
        "p.toml:1:121: message\n    ..." + std::string(119, 'x') + "y\n       " + std::string(119, ' ') + "^\n");
}

TEST_CASE("a line of megabytes costs only its neighbourhood") {
  const auto source = source_text(std::string(8'000'000, 'x'));
  for (int i = 0; i < 200; ++i) CHECK(rendered(Severity::error, {source, 1, 5}, "m").size() < 300);
}

TEST_CASE("control characters and bytes that are not UTF-8 never reach the terminal") {
  const std::string out = rendered("a\x1b[31m\x01 \xff\xc2\x9b b\n", 1, 2);
  CHECK(out == "p.toml:1:2: message\n    a\uFFFD[31m\uFFFD \uFFFD\uFFFD b\n     ^\n");
  CHECK(rendered(Severity::error, {}, "bad \x1b\n'x'", {"more\x07"}) == "bad \uFFFD\uFFFD'x'\n  more\uFFFD\n");
  CHECK(docmill::utf8::is_valid(out));
}

TEST_CASE("in one line there is no excerpt, and nothing breaks the line") {
  Diagnostic mistake;
  mistake.place = {source_text("use = 1\n"), 1, 7};
  mistake.message = "a plugin said \"a\nb\"";
  mistake.details = {"write this", "or that"};
  CHECK(render_in_one_line(mistake) == "p.toml:1:7: a plugin said \"a\\nb\"; write this; or that");
  Diagnostic warning;
  warning.severity = Severity::warning;
  warning.message = "message";
  CHECK(render_in_one_line(warning) == "warning: message");
}
