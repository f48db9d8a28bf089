// Wrong values in [pipeline], [input], [output] and [run].
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: from as a string") {
  CHECK_MISTAKES(R"(
[input]
from = "../seeds"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:8: 'from' must be an array of strings, not a string
    from = "../seeds"
           ^
  write from = ["../seeds"]
)");
}

TEST_CASE("mistake: from with a number") {
  CHECK_MISTAKES(R"(
[input]
from = ["seeds", 3]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:18: 'from' must be an array of strings; item 2 is an integer
    from = ["seeds", 3]
                     ^
)");
}

TEST_CASE("mistake: from is empty") {
  CHECK_MISTAKES(R"(
[input]
from = []
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:8: 'from' is empty; name at least one file, folder or glob, or "-"
    from = []
           ^
)");
}

TEST_CASE("mistake: from with an empty path") {
  CHECK_MISTAKES(R"(
[input]
from = ["a", ""]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:14: item 2 of 'from' is empty
    from = ["a", ""]
                 ^
)");
}

TEST_CASE("mistake: a path with a NUL character") {
  CHECK_MISTAKES(R"(
[output]
to = "a\u0000b"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:6: 'to' holds a NUL character
    to = "a\u0000b"
         ^
)");
}

TEST_CASE("mistake: skip as a string") {
  CHECK_MISTAKES(R"(
[input]
skip = "**/*_files/**"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:8: 'skip' must be an array of strings, not a string
    skip = "**/*_files/**"
           ^
  write skip = ["**/*_files/**"]
)");
}

TEST_CASE("mistake: skip as a number") {
  CHECK_MISTAKES(R"(
[input]
skip = 3
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:8: 'skip' must be an array of strings, not an integer
    skip = 3
           ^
  write skip = ["**/*_files/**"]
)");
}

TEST_CASE("mistake: encoding as a number") {
  CHECK_MISTAKES(R"(
[input]
encoding = 8
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:12: 'encoding' must be a string, not an integer
    encoding = 8
               ^
  write encoding = "detect"
)");
}

TEST_CASE("mistake: an empty encoding") {
  CHECK_MISTAKES(R"(
[input]
encoding = ""
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:12: 'encoding' is empty
    encoding = ""
               ^
  write encoding = "detect"
)");
}

TEST_CASE("mistake: a wrong choice") {
  CHECK_MISTAKES(R"(
[input]
duplicates = "eror"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:14: unknown value 'eror' for 'duplicates', did you mean 'error'?
    duplicates = "eror"
                 ^
  values of 'duplicates': warn, error
)");
}

TEST_CASE("mistake: a choice nothing is near") {
  CHECK_MISTAKES(R"(
[input]
stdin-format = "pdf"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: unknown value 'pdf' for 'stdin-format'
    stdin-format = "pdf"
                   ^
  values of 'stdin-format': jsonl, text, html, markdown
)");
}

TEST_CASE("mistake: fields as a list") {
  CHECK_MISTAKES(R"(
[input]
fields = ["text"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:10: 'fields' must be a table, not an array
    fields = ["text"]
             ^
  write fields = { text = "content" }
)");
}

TEST_CASE("mistake: a misspelt field") {
  CHECK_MISTAKES(R"(
[input]
fields = { txt = "content" }
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:12: unknown key 'txt' in [input] fields, did you mean 'text'?
    fields = { txt = "content" }
               ^
  keys of [input] fields: html, id, text
)");
}

TEST_CASE("mistake: a field that is no string") {
  CHECK_MISTAKES(R"(
[input]
fields = { text = 3 }
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:19: 'text' must be a string, not an integer
    fields = { text = 3 }
                      ^
  write text = "content"
)");
}

TEST_CASE("mistake: an empty name") {
  CHECK_MISTAKES(R"(
[pipeline]
name = ""
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:8: 'name' is empty
    name = ""
           ^
  write name = "articles"
)");
}

TEST_CASE("mistake: a summary that is no string") {
  CHECK_MISTAKES(R"(
[pipeline]
summary = ["a"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:11: 'summary' must be a string, not an array
    summary = ["a"]
              ^
  write summary = "clean and tag articles"
)");
}

TEST_CASE("mistake: a date") {
  CHECK_MISTAKES(R"(
[input]
encoding = 1979-05-27 # x
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:12: this is a date, which no key takes; write it as a string
    encoding = 1979-05-27 # x
               ^
  write "1979-05-27"
)");
}

TEST_CASE("mistake: to as a list") {
  CHECK_MISTAKES(R"(
[output]
to = ["out"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:6: 'to' must be a string, not an array
    to = ["out"]
         ^
  write to = "../out/articles"
)");
}
