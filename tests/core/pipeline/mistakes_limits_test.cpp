// Wrong sizes, counts and shares: max-document, max-spans, max-failures, max-failure-rate.
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: max-document without a unit that is known") {
  CHECK_MISTAKES(R"(
[input]
max-document = "32 mb"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-document' is '32 mb', which is no size
    max-document = "32 mb"
                   ^
  write max-document = "32 MiB", "10 MB", "1 GiB" or a number of bytes
)");
}

TEST_CASE("mistake: max-spans that is no number, or none at all") {
  CHECK_MISTAKES(R"(
[input]
max-spans = "many"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:13: 'max-spans' must be a whole number, not a string
    max-spans = "many"
                ^
  write max-spans = 1000000
)");
  CHECK_MISTAKES(R"(
[input]
max-spans = 0
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:13: 'max-spans' is 0; it must be between 1 and 100000000
    max-spans = 0
                ^
)");
}

TEST_CASE("mistake: max-document too large") {
  CHECK_MISTAKES(R"(
[input]
max-document = "2 GiB"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-document' is '2 GiB'; it must be between 1 KiB and 1 GiB
    max-document = "2 GiB"
                   ^
)");
}

TEST_CASE("mistake: max-document too small") {
  CHECK_MISTAKES(R"(
[input]
max-document = 12
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-document' is 12; it must be between 1 KiB and 1 GiB
    max-document = 12
                   ^
)");
}

TEST_CASE("mistake: max-document negative") {
  CHECK_MISTAKES(R"(
[input]
max-document = -5
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-document' is -5; it must be between 1 KiB and 1 GiB
    max-document = -5
                   ^
)");
}

TEST_CASE("mistake: max-document as a boolean") {
  CHECK_MISTAKES(R"(
[input]
max-document = true
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-document' must be a size, not a boolean
    max-document = true
                   ^
  write max-document = "32 MiB"
)");
}

TEST_CASE("mistake: max-failures negative") {
  CHECK_MISTAKES(R"(
[run]
max-failures = -1
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-failures' is -1; it must be a whole number from 0 or a share up to 100%
    max-failures = -1
                   ^
  write max-failures = 100, or "5%"
)");
}

TEST_CASE("mistake: max-failures over the whole") {
  CHECK_MISTAKES(R"(
[run]
max-failures = "120%"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-failures' is '120%'; it must be a whole number from 0 or a share up to 100%
    max-failures = "120%"
                   ^
  write max-failures = 100, or "5%"
)");
}

TEST_CASE("mistake: max-failures without a sign") {
  CHECK_MISTAKES(R"(
[run]
max-failures = "5"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-failures' is '5'; it must be a whole number from 0 or a share up to 100%
    max-failures = "5"
                   ^
  write max-failures = 100, or "5%"
)");
}

TEST_CASE("mistake: max-failure-rate without a sign") {
  CHECK_MISTAKES(R"(
[run]
max-failure-rate = "20"
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:20: 'max-failure-rate' is '20'; it must be a share up to 100%
    max-failure-rate = "20"
                       ^
  write max-failure-rate = "20%": of the documents that one stage is called on
)");
}

TEST_CASE("mistake: max-failures as a fraction") {
  CHECK_MISTAKES(R"(
[run]
max-failures = 0.05
[[stage]]
use = "cleaner"
)",
                 R"(
p.toml:2:16: 'max-failures' is 0.05; it must be a whole number from 0 or a share up to 100%
    max-failures = 0.05
                   ^
  write max-failures = 100, or "5%"
)");
}
