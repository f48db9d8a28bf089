// Mistakes in [[test]] tables that can be known without the layers.
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: a test without name and document") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "writer"
[[test]]
expect = {}
)",
                 R"(
p.toml:3:1: this [[test]] has no 'name'
    [[test]]
    ^
  write name = "menus go"
p.toml:3:1: this [[test]] has no document
    [[test]]
    ^
  write input = "The text of a document." or file = "a.txt"
)");
}

TEST_CASE("mistake: a test with two documents, and an unknown key") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "writer"
[[test]]
name = "a"
input = "x"
file = "a.txt"
expects = { summary = "" }
)",
                 R"(
p.toml:3:1: a test has 'input' or 'file', not both
    [[test]]
    ^
  write input = "The text of a document." or file = "a.txt"
p.toml:7:1: unknown key 'expects' in [[test]], did you mean 'expect'?
    expects = { summary = "" }
    ^
  keys of [[test]]: expect, file, format, id, input, line, name, part
)");
}

TEST_CASE("mistake: two tests of one name") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "writer"
[[test]]
name = "a"
input = "x"
[[test]]
name = "a"
input = "y"
)",
                 R"(
p.toml:7:8: a test named 'a' stands already at p.toml:4
    name = "a"
           ^
)");
}

TEST_CASE("mistake: keys of a file for an input, and the other way round") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "writer"
[[test]]
name = "a"
input = "x"
line = 3
[[test]]
name = "b"
file = "a.txt"
format = "html"
[[test]]
name = "c"
file = "a.jsonl"
line = 0
[[test]]
name = "d"
file = "a.jsonl"
line = "first"
[[test]]
name = "e"
input = "x"
format = "pdf"
[[test]]
name = "f"
input = "x"
part = 0
[[test]]
name = "g"
input = "x"
part = 4294967296
)",
                 R"(
p.toml:6:8: 'line' is of 'file'; leave it out
    line = 3
           ^
p.toml:10:10: 'format' is of 'input'; that of a file is told by its name
    format = "html"
             ^
p.toml:14:8: 'line' counts from 1
    line = 0
           ^
p.toml:18:8: 'line' must be an integer, not a string
    line = "first"
           ^
  write line = 3
p.toml:22:10: unknown value 'pdf' for 'format'
    format = "pdf"
             ^
  values of 'format': text, html, markdown, jsonl
p.toml:26:8: 'part' counts from 1
    part = 0
           ^
p.toml:30:8: 'part' counts from 1 to 4294967295
    part = 4294967296
           ^
)");
}
