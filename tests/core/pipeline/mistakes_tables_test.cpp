// Tables and keys that are none, or stand where they do not belong.
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: an empty file") {
  CHECK_MISTAKES("", R"(
p.toml: there is no [[stage]], so there is nothing to do; the least a pipeline needs is
    [input]
    from = ["articles"]
    [[stage]]
    use = "writer"
)");
}

TEST_CASE("mistake: a file without stages") {
  CHECK_MISTAKES(R"(
[input]
from = ["seeds"]
)",
                 R"(
p.toml: there is no [[stage]], so there is nothing to do; the least a pipeline needs is
    [input]
    from = ["articles"]
    [[stage]]
    use = "writer"
)");
}

TEST_CASE("mistake: a misspelt table") {
  CHECK_MISTAKES(R"(
[inptu]
from = ["a"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:2: unknown table [inptu], did you mean [input]?
    [inptu]
     ^
  tables of a pipeline: [pipeline], [input], [output], [run], [[reader]], [[stage]], [change.NAME], [[test]]
)");
}

TEST_CASE("mistake: stages for stage") {
  CHECK_MISTAKES(R"(
[[stages]]
use = "cleaner"
)",
                 R"(
p.toml:1:3: unknown table [[stages]], did you mean [[stage]]?
    [[stages]]
      ^
  tables of a pipeline: [pipeline], [input], [output], [run], [[reader]], [[stage]], [change.NAME], [[test]]
)");
}

TEST_CASE("mistake: an unknown table") {
  CHECK_MISTAKES(R"(
[threads]
n = 4
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:2: unknown table [threads]
    [threads]
     ^
  tables of a pipeline: [pipeline], [input], [output], [run], [[reader]], [[stage]], [change.NAME], [[test]]
)");
}

TEST_CASE("mistake: the stage table with single brackets") {
  CHECK_MISTAKES(R"(
[stage]
use = "cleaner"
)",
                 R"(
p.toml:1:2: each stage is a table of its own: write [[stage]], with two brackets
    [stage]
     ^
)");
}

TEST_CASE("mistake: a stage as a string") {
  CHECK_MISTAKES(R"(
stage = "cleaner"
)",
                 R"(
p.toml:1:1: each stage is a table of its own: write [[stage]], with two brackets
    stage = "cleaner"
    ^
)");
}

TEST_CASE("mistake: input with double brackets") {
  CHECK_MISTAKES(R"(
[[input]]
from = ["a"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:3: [[input]] is a table that stands once: write [input]
    [[input]]
      ^
)");
}

TEST_CASE("mistake: input as a value") {
  CHECK_MISTAKES(R"(
input = "seeds"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:9: 'input' must be a table, not a string: write [input] and its keys below
    input = "seeds"
            ^
)");
}

TEST_CASE("mistake: a test without brackets enough") {
  CHECK_MISTAKES(R"(
[test]
name = "a"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:2: each test is a table of its own: write [[test]], with two brackets
    [test]
     ^
)");
}

TEST_CASE("mistake: a key above all tables") {
  CHECK_MISTAKES(R"(
from = ["seeds"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:1: unknown key 'from' outside any table; it is a key of [input]
    from = ["seeds"]
    ^
  tables of a pipeline: [pipeline], [input], [output], [run], [[reader]], [[stage]], [change.NAME], [[test]]
)");
}

TEST_CASE("mistake: an unknown key above all tables") {
  CHECK_MISTAKES(R"(
threads = 4
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:1: unknown key 'threads' outside any table; it is said on the command line: docmill run --threads
    threads = 4
    ^
  tables of a pipeline: [pipeline], [input], [output], [run], [[reader]], [[stage]], [change.NAME], [[test]]
)");
}

TEST_CASE("mistake: a change without a name") {
  CHECK_MISTAKES(R"(
change = "cleaner"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:1:1: a change names its stage: write [change.NAME], with single brackets
    change = "cleaner"
    ^
)");
}

TEST_CASE("mistake: a misspelt key of input") {
  CHECK_MISTAKES(R"(
[input]
encodng = "detect"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:1: unknown key 'encodng' in [input], did you mean 'encoding'?
    encodng = "detect"
    ^
  keys of [input]: duplicates, encoding, fields, from, max-document, max-spans, skip, stdin-format
)");
}

TEST_CASE("mistake: a key in the wrong table") {
  CHECK_MISTAKES(R"(
[pipeline]
name = "a"
from = ["seeds"]
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:3:1: unknown key 'from' in [pipeline]; it is a key of [input]
    from = ["seeds"]
    ^
  keys of [pipeline]: extends, name, remove, summary
)");
}

TEST_CASE("mistake: a key with the other joint") {
  CHECK_MISTAKES(R"(
[input]
max_document = "1 MiB"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:1: unknown key 'max_document' in [input], did you mean 'max-document'?
    max_document = "1 MiB"
    ^
  keys of [input]: duplicates, encoding, fields, from, max-document, max-spans, skip, stdin-format
)");
}

TEST_CASE("mistake: several mistakes in one file") {
  CHECK_MISTAKES(R"(
[input]
form = ["seeds"]
skip = "*.pdf"
[output]
to = 3
[run]
max-failures = -1
[[stage]]
use = "Cleaner"
)",
                 R"(
p.toml:2:1: unknown key 'form' in [input], did you mean 'from'?
    form = ["seeds"]
    ^
  keys of [input]: duplicates, encoding, fields, from, max-document, max-spans, skip, stdin-format
p.toml:3:8: 'skip' must be an array of strings, not a string
    skip = "*.pdf"
           ^
  write skip = ["*.pdf"]
p.toml:5:6: 'to' must be a string, not an integer
    to = 3
         ^
  write to = "../out/articles"
p.toml:7:16: 'max-failures' is -1; it must be a whole number from 0 or a share up to 100%
    max-failures = -1
                   ^
  write max-failures = 100, or "5%"
p.toml:9:7: 'use' cannot be 'Cleaner': the id of a stage or reader has lower-case letters, digits and '-', a letter first
    use = "Cleaner"
          ^
  write use = "cleaner"
)");
}
