// Wrong ports of a stage, and what only an overlay may say.
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: a file that is a folder") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
file = "chips/"
)",
                 R"(
p.toml:3:8: 'file' is 'chips/'; it must name a file, not a folder
    file = "chips/"
           ^
)");
}

TEST_CASE("mistake: an empty file") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
file = ""
)",
                 R"(
p.toml:3:8: 'file' is empty
    file = ""
           ^
  write file = "chips.csv"
)");
}

TEST_CASE("mistake: a file with a point part") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
file = "./chips.csv"
)",
                 R"(
p.toml:3:8: 'file' is './chips.csv'; it must not have empty parts or '.'
    file = "./chips.csv"
           ^
)");
}

TEST_CASE("mistake: a plugin that is no string") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
plugin = 3
)",
                 R"(
p.toml:3:10: 'plugin' must be a string, not an integer
    plugin = 3
             ^
  write plugin = "../build/my_stage.so"
)");
}

TEST_CASE("mistake: pure as another string") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
pure = "No"
)",
                 R"(
p.toml:3:8: 'pure' must be true or false, not a string
    pure = "No"
           ^
  write pure = false
)");
}

TEST_CASE("mistake: pure as a string") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
pure = "yes"
)",
                 R"(
p.toml:3:8: 'pure' must be true or false, not a string
    pure = "yes"
           ^
  write pure = true
)");
}

TEST_CASE("mistake: requires as a string") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
requires = "text"
)",
                 R"(
p.toml:3:12: 'requires' must be an array of strings, not a string
    requires = "text"
               ^
  write requires = ["text"]
)");
}

TEST_CASE("mistake: requires with a wrong name") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
requires = ["text", "Language?"]
)",
                 R"(
p.toml:3:21: 'Language?' is no name of a layer or field: such a name has lower-case letters, digits and '_', a letter first
    requires = ["text", "Language?"]
                        ^
  write language?
)");
}

TEST_CASE("mistake: provides as a list") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = ["summary"]
)",
                 R"(
p.toml:3:12: 'provides' must be a table, not an array
    provides = ["summary"]
               ^
  write provides = { summary = "text" }
)");
}

TEST_CASE("mistake: provides of an unknown kind") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { summary = "txt" }
)",
                 R"(
p.toml:3:24: unknown value 'txt' for 'summary', did you mean 'text'?
    provides = { summary = "txt" }
                           ^
  values of 'summary': attributes, bytes, json, rewrite, spans, text
)");
}

TEST_CASE("mistake: provides spans over nothing") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { topics = "spans" }
)",
                 R"(
p.toml:3:23: 'topics' is of kind 'spans' and needs 'over', the text it belongs to
    provides = { topics = "spans" }
                          ^
  write topics = { kind = "spans", over = "text" }
)");
}

TEST_CASE("mistake: provides a text over another") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { summary = { kind = "text", over = "text" } }
)",
                 R"(
p.toml:3:24: 'summary' is of kind 'text', which lies over no text; leave 'over' out
    provides = { summary = { kind = "text", over = "text" } }
                           ^
)");
}

TEST_CASE("mistake: provides json with fields") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { facts = { kind = "json", fields = { a = "string" } } }
)",
                 R"(
p.toml:3:22: 'facts' is of kind 'json', which has no fields; leave 'fields' out
    provides = { facts = { kind = "json", fields = { a = "string" } } }
                         ^
)");
}

TEST_CASE("mistake: provides without a kind") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { topics = { over = "text" } }
)",
                 R"(
p.toml:3:23: 'topics' has no 'kind'
    provides = { topics = { over = "text" } }
                          ^
  kinds: attributes, bytes, json, rewrite, spans, text
)");
}

TEST_CASE("mistake: provides with a misspelt key") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { topics = { kind = "spans", ovr = "text", over = "text" } }
)",
                 R"(
p.toml:3:41: unknown key 'ovr' in 'provides', did you mean 'over'?
    provides = { topics = { kind = "spans", ovr = "text", over = "text" } }
                                            ^
  keys of 'provides': fields, kind, over
)");
}

TEST_CASE("mistake: provides a field of unknown type") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { topics = { kind = "spans", over = "text", fields = { weight = "float" } } }
)",
                 R"(
p.toml:3:76: unknown value 'float' for 'weight'
    provides = { topics = { kind = "spans", over = "text", fields = { weight = "float" } } }
                                                                               ^
  values of 'weight': boolean, integer, number, string
)");
}

TEST_CASE("mistake: provides a reserved layer") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { raw = "text" }
)",
                 R"(
p.toml:3:14: no stage may provide a layer named 'raw', as the record has a part of that name; choose another, like 'raw_b'
    provides = { raw = "text" }
                 ^
  reserved: errors, format, id, layers, line, metadata, offsets, place, raw, source
)");
}

TEST_CASE("mistake: provides a number") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
provides = { summary = 3 }
)",
                 R"(
p.toml:3:24: 'summary' must be a kind of layer or a table, not an integer
    provides = { summary = 3 }
                           ^
  write summary = "text"
)");
}

TEST_CASE("mistake: after without an overlay") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
[[stage]]
use = "writer"
after = "cleaner"
)",
                 R"(
p.toml:5:1: 'after' is for overlays, and this file extends nothing; order in the file is order of execution
    after = "cleaner"
    ^
)");
}

TEST_CASE("mistake: remove without an overlay") {
  CHECK_MISTAKES(R"(
[pipeline]
remove = ["writer"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:11: nothing to remove 'writer' from, as this file extends nothing
    remove = ["writer"]
              ^
  write [pipeline] extends = "FILE", or leave the stage out
)");
}

TEST_CASE("mistake: a change without an overlay") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
[change.cleaner]
title = true
)",
                 R"(
p.toml:3:9: nothing to change, as this file extends nothing
    [change.cleaner]
            ^
  write [pipeline] extends = "FILE", or the keys into the [[stage]] itself
)");
}

TEST_CASE("mistake: a change that is no table") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
[change]
cleaner = 1
)",
                 R"(
p.toml:4:1: a change is a table: write [change.cleaner] and the new keys below
    cleaner = 1
    ^
)");
}
