// More mistakes that the TOML parser finds: values that are none.
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: a line that is a comment in another language") {
  CHECK_MISTAKES(R"(
// my pipeline
[[stage]]
)",
                 R"(
p.toml:1:1: expected a key or a [table], saw '/'
    // my pipeline
    ^
  a comment begins with #
)");
}

TEST_CASE("mistake: an unknown escape") {
  CHECK_MISTAKES(R"(
[output]
to = "C:\out"
)",
                 R"(
p.toml:2:10: unknown escape \o in a string
    to = "C:\out"
             ^
  write \\ for a backslash, or put the text in single quotes
)");
}

TEST_CASE("mistake: True in upper case") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
explain = True
)",
                 R"(
p.toml:3:11: a boolean is true or false, in lower case
    explain = True
              ^
  write explain = true
)");
}

TEST_CASE("mistake: off for false") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
explain = off
)",
                 R"(
p.toml:3:11: a boolean is true or false, in lower case
    explain = off
              ^
  write explain = false
)");
}

TEST_CASE("mistake: null") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
when = null
)",
                 R"(
p.toml:3:8: TOML has no null; leave the key out
    when = null
           ^
)");
}

TEST_CASE("mistake: a number with leading zeros") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
sentences = 03
)",
                 R"(
p.toml:3:13: a number has no leading zeros
    sentences = 03
                ^
)");
}

TEST_CASE("mistake: a number that ends in a point") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
threshold = 1.
)",
                 R"(
p.toml:3:13: expected a digit, saw the end of the line
    threshold = 1.
                ^
)");
}

TEST_CASE("mistake: a number that does not fit") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
sentences = 99999999999999999999
)",
                 R"(
p.toml:3:13: '99999999999999999999' does not fit into 64 bits
    sentences = 99999999999999999999
                ^
)");
}

TEST_CASE("mistake: a month that does not exist") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "a"
since = 2024-13-01
)",
                 R"(
p.toml:3:9: this looks like a date, which no key takes; write it as a string
    since = 2024-13-01
            ^
  write since = "2024-13-01"
)");
}

TEST_CASE("mistake: a control character in a string") {
  CHECK_MISTAKES(
      "[[stage]]\nuse = \"a\x01"
      "b\"\n",
      R"(
p.toml:2:9: a control character stands in a string
    use = "a�b"
            ^
)");
}

TEST_CASE("mistake: a key in another alphabet without quotes") {
  CHECK_MISTAKES(R"(
[[stage]]
ключ = 1
)",
                 R"(
p.toml:2:1: expected a key or a [table], saw 'к'
    ключ = 1
    ^
)");
}

TEST_CASE("mistake: a dotted key set over a table") {
  CHECK_MISTAKES(R"(
[input]
fields = { id = "a" }
fields.text = "b"
)",
                 R"(
p.toml:3:1: the table that this adds to is written already; put its keys together
    fields.text = "b"
    ^
)");
}
