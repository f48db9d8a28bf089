// Wrong host keys of a [[stage]].
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: a stage without use") {
  CHECK_MISTAKES(R"(
[[stage]]
sentences = 3
)",
                 R"(
p.toml:1:1: this [[stage]] has no 'use', the id of the stage to run
    [[stage]]
    ^
  write use = "cleaner"; docmill stages lists the ids
)");
}

TEST_CASE("mistake: a misspelt use") {
  CHECK_MISTAKES(R"(
[[stage]]
uses = "cleaner"
)",
                 R"(
p.toml:2:1: this [[stage]] has no 'use'; did you mean it by 'uses'?
    uses = "cleaner"
    ^
)");
}

TEST_CASE("mistake: use with upper case") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "Language Tagger"
)",
                 R"(
p.toml:2:7: 'use' cannot be 'Language Tagger': the id of a stage or reader has lower-case letters, digits and '-', a letter first
    use = "Language Tagger"
          ^
  write use = "language-tagger"
)");
}

TEST_CASE("mistake: use that is no name at all") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "???"
)",
                 R"(
p.toml:2:7: 'use' cannot be '???': the id of a stage or reader has lower-case letters, digits and '-', a letter first
    use = "???"
          ^
)");
}

TEST_CASE("mistake: use as a list") {
  CHECK_MISTAKES(R"(
[[stage]]
use = ["cleaner"]
)",
                 R"(
p.toml:2:7: 'use' must be a string, not an array
    use = ["cleaner"]
          ^
  write use = "cleaner"
)");
}

TEST_CASE("mistake: an empty use") {
  CHECK_MISTAKES(R"(
[[stage]]
use = ""
)",
                 R"(
p.toml:2:7: 'use' is empty
    use = ""
          ^
  write use = "cleaner"
)");
}

TEST_CASE("mistake: a name with an underscore") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
name = "cleaner_b"
)",
                 R"(
p.toml:3:8: 'name' cannot be 'cleaner_b': a name has lower-case letters, digits and '-', a letter first
    name = "cleaner_b"
           ^
  write name = "cleaner-b"
)");
}

TEST_CASE("mistake: a stage named like a table") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
name = "input"
)",
                 R"(
p.toml:3:8: a stage or reader cannot be named 'input', as [input] is a table of the file
    name = "input"
           ^
  write name = "input-stage"
)");
}

TEST_CASE("mistake: two stages of one name") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:4:7: a stage named 'cleaner' stands already at p.toml:2; give this one a name of its own
    use = "cleaner"
          ^
  write name = "cleaner-b"
)");
}

TEST_CASE("mistake: two stages of one given name") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
name = "a"
[[stage]]
use = "cleaner"
name = "a"
)",
                 R"(
p.toml:6:8: a stage named 'a' stands already at p.toml:3; give this one a name of its own
    name = "a"
           ^
  write name = "a-b"
)");
}

TEST_CASE("mistake: isolation is a key of the run") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
isolation = "process"
)",
                 R"(
p.toml:3:1: 'isolation' is no key of a stage: worker processes run the whole chain of stages
    isolation = "process"
    ^
  write isolation = "process" in [run], or run with --isolate
)");
}

TEST_CASE("mistake: timeout and limits are those of the run, cache is a boolean") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
cache = "yes"
timeout = 3
limits = { memory = 1 }
)",
                 R"(
p.toml:3:9: 'cache' must be true or false, not a string
    cache = "yes"
            ^
  write cache = true
p.toml:4:1: 'timeout' is no key of a stage: a document is limited on its way through all stages, in processor time
    timeout = 3
    ^
  write max-seconds in [run], which holds for worker processes
p.toml:5:1: 'limits' is no key of a stage: a document is limited on its way through all stages
    limits = { memory = 1 }
    ^
  write max-seconds and max-memory in [run], which hold for worker processes
)");
}

TEST_CASE("mistake: a layer name with a dash") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
out = { text = "text-b" }
)",
                 R"(
p.toml:3:16: 'text-b' is no name of a layer or field: such a name has lower-case letters, digits and '_', a letter first
    out = { text = "text-b" }
                   ^
  write text_b
)");
}

TEST_CASE("mistake: a reserved layer") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
out = { text = "metadata" }
)",
                 R"(
p.toml:3:16: no stage may provide a layer named 'metadata', as the record has a part of that name; choose another, like 'metadata_b'
    out = { text = "metadata" }
                   ^
  reserved: errors, format, id, layers, line, metadata, offsets, place, raw, source
)");
}

TEST_CASE("mistake: out as a string") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
out = "text_b"
)",
                 R"(
p.toml:3:7: 'out' must be a table, not a string
    out = "text_b"
          ^
  write out = { text = "text_b" }
)");
}

TEST_CASE("mistake: out with a number") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
out = { text = 3 }
)",
                 R"(
p.toml:3:16: 'text' must be a string, not an integer
    out = { text = 3 }
                   ^
  write text = "text_b"
)");
}

TEST_CASE("mistake: two layers renamed to one") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
out = { text = "b", article = "b" }
)",
                 R"(
p.toml:3:16: 'article' and 'text' cannot both be provided as 'b'
    out = { text = "b", article = "b" }
                   ^
)");
}

TEST_CASE("mistake: in with an upper case layer") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
in = { text = "Source" }
)",
                 R"(
p.toml:3:15: 'Source' is no name of a layer or field: such a name has lower-case letters, digits and '_', a letter first
    in = { text = "Source" }
                  ^
  write source
)");
}

TEST_CASE("mistake: when as a boolean") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
when = true
)",
                 R"(
p.toml:3:8: 'when' must be a string, not a boolean
    when = true
           ^
  write when = "language.tag == 'en'"
)");
}

TEST_CASE("mistake: an empty when") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
when = ""
)",
                 R"(
p.toml:3:8: 'when' is empty
    when = ""
           ^
  write when = "language.tag == 'en'"
)");
}

TEST_CASE("mistake: a wrong on-error") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
on-error = "stopp"
)",
                 R"(
p.toml:3:12: unknown value 'stopp' for 'on-error', did you mean 'stop'?
    on-error = "stopp"
               ^
  values of 'on-error': fail, keep, stop
)");
}

TEST_CASE("mistake: on-error as a boolean") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
on-error = false
)",
                 R"(
p.toml:3:12: 'on-error' must be a string, not a boolean
    on-error = false
               ^
  write on-error = "fail"
)");
}

TEST_CASE("mistake: a wrong compress") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
compress = "gz"
)",
                 R"(
p.toml:3:12: unknown value 'gz' for 'compress'
    compress = "gz"
               ^
  values of 'compress': none, gzip, zstd
)");
}

TEST_CASE("mistake: a wrong allow") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
allow = ["external", "netwrk"]
)",
                 R"(
p.toml:3:22: unknown value 'netwrk' for 'allow', did you mean 'network'?
    allow = ["external", "netwrk"]
                         ^
  values of 'allow': external, network
)");
}

TEST_CASE("mistake: allow as a string") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
allow = "network"
)",
                 R"(
p.toml:3:9: 'allow' must be an array of strings, not a string
    allow = "network"
            ^
  write allow = ["network"]
)");
}

TEST_CASE("mistake: an absolute file") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
file = "/tmp/chips.csv"
)",
                 R"(
p.toml:3:8: 'file' is '/tmp/chips.csv'; it must be relative, as it counts from OUT/records
    file = "/tmp/chips.csv"
           ^
)");
}

TEST_CASE("mistake: a file that leaves the folder") {
  CHECK_MISTAKES(R"(
[[stage]]
use = "cleaner"
file = "a/../../chips.csv"
)",
                 R"(
p.toml:3:8: 'file' is 'a/../../chips.csv'; it must not leave OUT/records by '..'
    file = "a/../../chips.csv"
           ^
)");
}
