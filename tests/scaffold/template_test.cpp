// The language of the files in core/scaffold/templates.
#include "scaffold/template.hpp"

#include <doctest/doctest.h>

using namespace docmill::scaffold;

namespace {

std::string filled(std::string_view text) {
  Names names;
  names.values = {{"name", "mill"}, {"yes", "true"}, {"no", "false"}, {"empty", ""}, {"kind", "spans"}};
  names.lists["ports"] = {{{"layer", "a"}, {"kind", "text"}}, {{"layer", "b"}, {"kind", "spans"}}};
  names.lists["none"] = {};
  return fill_in(text, names);
}

std::string trouble(std::string_view text) {
  try {
    return "none: " + filled(text);
  } catch (const TemplateError& e) {
    return e.what();
  }
}

}  // namespace

TEST_CASE("names are filled in, everything else is copied") {
  CHECK(filled("") == "");
  CHECK(filled("plain\n") == "plain\n");
  CHECK(filled("no end") == "no end\n");
  CHECK(filled("@{name}, the @{name}.\n") == "mill, the mill.\n");
  CHECK(filled("{name} @name $@ 100% %d %\n") == "{name} @name $@ 100% %d %\n");
  CHECK(filled("a\n\n  b\n") == "a\n\n  b\n");
}

TEST_CASE("a condition chooses lines, and leaves none of its own") {
  CHECK(filled("%% if yes\nx\n%% end\ny\n") == "x\ny\n");
  CHECK(filled("%% if no\nx\n%% end\ny\n") == "y\n");
  CHECK(filled("%% if empty\nx\n%% end\n") == "");
  CHECK(filled("%% if kind == text spans\nx\n%% end\n") == "x\n");
  CHECK(filled("%% if kind == text\nx\n%% else\ny\n%% end\n") == "y\n");
  CHECK(filled("%% if kind != text\nx\n%% end\n") == "x\n");
  CHECK(filled("%% if no\na\n%% elif kind == json\nb\n%% elif yes\nc\n%% else\nd\n%% end\n") == "c\n");
  CHECK(filled("  %% if yes\n  x\n  %% end\n") == "  x\n");
}

TEST_CASE("a loop repeats lines for each item") {
  CHECK(filled("%% for p in ports\n@{p.layer} of @{name}\n%% end\n") == "a of mill\nb of mill\n");
  CHECK(filled("%% for p in none\nx\n%% end\n") == "");
  CHECK(filled("%% for p in ports\n%% if p.kind == spans\n@{p.layer}\n%% end\n%% end\n") == "b\n");
  CHECK(filled("%% if yes\n%% for p in ports\n%% for q in ports\n@{p.layer}@{q.layer}\n%% end\n%% end\n%% end\n") ==
        "aa\nab\nba\nbb\n");
}

TEST_CASE("mistakes in a template are said with their line") {
  CHECK(trouble("x\n@{nme}\n") == "line 2: no value for 'nme'");
  CHECK(trouble("@{name\n") == "line 1: '@{' without '}'");
  CHECK(trouble("%% if yes\nx\n") == "line 1: this block has no end");
  CHECK(trouble("%% end\n") == "line 1: this block has no end");
  CHECK(trouble("%% while x\n%% end\n") == "line 1: this block has no end");
  CHECK(trouble("%% for p ports\n%% end\n") == "line 1: write %% for NAME in LIST");
  CHECK(trouble("%% for p in prts\n%% end\n") == "line 1: no list 'prts'");
  CHECK(trouble("%% if\n%% end\n") == "line 1: a condition is missing");
  CHECK(trouble("%% if yes = x\n%% end\n") == "line 1: write NAME == WORD");
  CHECK(trouble("%% for p in ports\n%% end\n@{p.layer}\n") == "line 3: no value for 'p.layer'");
}
