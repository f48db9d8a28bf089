// Mistakes that the TOML parser finds, in docmill's words. One a file at most: the parser stops.
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: a value without quotes") {
  CHECK_MISTAKES(R"(
[[stage]]
use = cleaner
)",
                 R"(
p.toml:2:7: a text stands in quotes
    use = cleaner
          ^
  write use = "cleaner"
)");
}

TEST_CASE("mistake: quotation marks of a word processor, whole and by halves, in lists and around keys") {
  CHECK_MISTAKES("[[stage]]\nuse = “cleaner”\n", R"(
p.toml:2:7: “ is no quotation mark of TOML, which knows " and '
    use = “cleaner”
          ^
  write use = "cleaner"
)");
  CHECK_MISTAKES("[input]\nfrom = [\"a\", «b, c»] # “no” matter\n", R"(
p.toml:2:14: « is no quotation mark of TOML, which knows " and '
    from = ["a", «b, c»] # “no” matter
                 ^
  write "b, c"
)");
  CHECK_MISTAKES("[[stage]]\nuse = cleaner”\n", R"(
p.toml:2:14: ” is no quotation mark of TOML, which knows " and '
    use = cleaner”
                 ^
  write use = "cleaner"
)");
  CHECK_MISTAKES("[[stage]]\nuse = ‘cleaner'\n", R"(
p.toml:2:7: ‘ is no quotation mark of TOML, which knows " and '
    use = ‘cleaner'
          ^
  write use = "cleaner"
)");
  CHECK_MISTAKES("[[stage]]\nuse = `cleaner`\n", R"(
p.toml:2:7: ` is no quotation mark of TOML, which knows " and '
    use = `cleaner`
          ^
  write use = "cleaner"
)");
  CHECK_MISTAKES("[[stage]]\n“use” = \"cleaner\"\n", R"(
p.toml:2:1: “ is no quotation mark of TOML, which knows " and '
    “use” = "cleaner"
    ^
  a key needs no quotation marks
)");
  CHECK_MISTAKES("[[stage]]\nuse = \"cleaner”\n", R"(
p.toml:2:16: the string is not closed at the end of the line
    use = "cleaner”
                   ^
  ” closes no string; write "
)");
}

TEST_CASE("mistake: a path without quotes") {
  CHECK_MISTAKES(R"(
[output]
to = ../out
)",
                 R"(
p.toml:2:6: a text stands in quotes
    to = ../out
         ^
  write to = "../out"
)");
}

TEST_CASE("mistake: a size without quotes") {
  CHECK_MISTAKES(R"(
[input]
max-document = 32 MiB
)",
                 R"(
p.toml:2:16: a text stands in quotes
    max-document = 32 MiB
                   ^
  write max-document = "32 MiB"
)");
}

TEST_CASE("mistake: a share without quotes") {
  CHECK_MISTAKES(R"(
[run]
max-failures = 5%
)",
                 R"(
p.toml:2:16: a text stands in quotes
    max-failures = 5%
                   ^
  write max-failures = "5%"
)");
}

TEST_CASE("mistake: a path without quotes in a list") {
  CHECK_MISTAKES(R"(
[input]
from = ["a", ../seeds]
)",
                 R"(
p.toml:2:14: a text stands in quotes
    from = ["a", ../seeds]
                 ^
  write "../seeds"
)");
}

TEST_CASE("mistake: a string that is not closed") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner
name = "a"
)",
                 R"(
p.toml:2:15: the string is not closed at the end of the line
    use = "cleaner
                  ^
)");
}

TEST_CASE("mistake: a literal string that is not closed") {
  CHECK_MISTAKES(R"(
[[stage]]
use = 'cleaner
)",
                 R"(
p.toml:2:15: the string is not closed at the end of the line
    use = 'cleaner
                  ^
)");
}

TEST_CASE("mistake: a string of several lines that is not closed") {
  CHECK_MISTAKES(R"(
[[stage]]
use = """cleaner

)",
                 R"(
p.toml:3:2: the file ends within a string
)");
}

TEST_CASE("mistake: a key without an equals sign") {
  CHECK_MISTAKES(R"(
[[stage]]
use "cleaner"
)",
                 R"(
p.toml:2:5: expected '=' after the key, saw '"'
    use "cleaner"
        ^
)");
}

TEST_CASE("mistake: a colon as in YAML") {
  CHECK_MISTAKES(R"(
[[stage]]
use: cleaner
)",
                 R"(
p.toml:2:4: expected '=' after the key, saw ':'
    use: cleaner
       ^
)");
}

TEST_CASE("mistake: a key alone") {
  CHECK_MISTAKES(R"(
[[stage]]
use
)",
                 R"(
p.toml:2:4: expected '=' after the key, saw the end of the line
    use
       ^
)");
}

TEST_CASE("mistake: one bracket missing at the end") {
  CHECK_MISTAKES(R"(
[[stage]
use = "cleaner"
)",
                 R"(
p.toml:1:9: expected ']', saw the end of the line
    [[stage]
            ^
  a table begins like [input] or [[stage]]
)");
}

TEST_CASE("mistake: a table header that is not closed") {
  CHECK_MISTAKES(R"(
[input
from = ["a"]
)",
                 R"(
p.toml:1:7: expected ']', saw the end of the line
    [input
          ^
  a table begins like [input] or [[stage]]
)");
}

TEST_CASE("mistake: a table header without a name") {
  CHECK_MISTAKES(R"(
[]
)",
                 R"(
p.toml:1:2: a table needs a name, like [input]
    []
     ^
)");
}

TEST_CASE("mistake: a key written twice") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
use = "writer"
)",
                 R"(
p.toml:3:1: 'use' stands here a second time; a key may stand in a table once
    use = "writer"
    ^
)");
}

TEST_CASE("mistake: a table written twice") {
  CHECK_MISTAKES(R"(
[input]
from = ["a"]
[input]
skip = ["b"]
)",
                 R"(
p.toml:3:1: [input] stands here a second time; put its keys together
    [input]
    ^
)");
}

TEST_CASE("mistake: single and double brackets mixed") {
  CHECK_MISTAKES(R"(
[stage]
use = "a"
[[stage]]
use = "b"
)",
                 R"(
p.toml:3:1: [[stage]] after [stage]; write [[stage]], with two brackets, each time
    [[stage]]
    ^
)");
}

TEST_CASE("mistake: double and single brackets mixed") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
[stage]
use = "b"
)",
                 R"(
p.toml:3:1: [stage] after [[stage]]; write [[stage]], with two brackets, each time
    [stage]
    ^
)");
}

TEST_CASE("mistake: a list that is not closed") {
  CHECK_MISTAKES(R"(
[input]
from = ["a", "b"
skip = ["c"]
)",
                 R"(
p.toml:3:1: expected ',' or ']', saw 's'
    skip = ["c"]
    ^
  a list stands in [ ], its values parted by commas
)");
}

TEST_CASE("mistake: a comma missing in a list") {
  CHECK_MISTAKES(R"(
[input]
from = ["a" "b"]
)",
                 R"(
p.toml:2:13: expected ',' or ']', saw '"'
    from = ["a" "b"]
                ^
  a list stands in [ ], its values parted by commas
)");
}

TEST_CASE("mistake: a comma at the end of an inline table") {
  CHECK_MISTAKES(R"(
[input]
fields = { id = "a", }
)",
                 R"(
p.toml:2:22: a table in { } has no comma after its last key
    fields = { id = "a", }
                         ^
)");
}

TEST_CASE("mistake: an inline table over two lines") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
in = { text = "b",
  raw = "c" }
)",
                 R"(
p.toml:3:19: expected a key or '}', saw the end of the line
    in = { text = "b",
                      ^
  a table in { } stands on one line
)");
}

TEST_CASE("mistake: a value missing") {
  CHECK_MISTAKES(R"(
[input]
encoding =
)",
                 R"(
p.toml:2:11: expected a value, saw the end of the line
    encoding =
              ^
)");
}

TEST_CASE("mistake: two keys on one line") {
  CHECK_MISTAKES(R"(
[[stage]] use = "cleaner"
)",
                 R"(
p.toml:1:11: expected the end of the line, saw 'u'
    [[stage]] use = "cleaner"
              ^
)");
}

TEST_CASE("mistake: a comment with slashes") {
  CHECK_MISTAKES(R"(
[[stage]] // the cleaner
use = "cleaner"
)",
                 R"(
p.toml:1:11: expected the end of the line, saw '/'
    [[stage]] // the cleaner
              ^
  a comment begins with #
)");
}
