// --set STAGE.OPTION=VALUE gone wrong: the value is shown with its place in what the user typed.
#include "core/pipeline/mistakes.hpp"

TEST_CASE("mistake: an unknown stage") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "summarizer-stub"
)",
                     R"(sumarizer.sentences=2)", R"(
--set sumarizer.sentences=2: no stage named 'sumarizer', did you mean 'summarizer-stub'?
  stages: summarizer-stub
)");
}

TEST_CASE("mistake: no option") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "summarizer-stub"
)",
                     R"(sentences=2)", R"(
--set sentences=2: this is not STAGE.OPTION=VALUE
  write for example --set summarizer-stub.sentences=2
)");
}

TEST_CASE("mistake: no value") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "summarizer-stub"
)",
                     R"(summarizer-stub.sentences)", R"(
--set summarizer-stub.sentences: this is not STAGE.OPTION=VALUE
  write for example --set summarizer-stub.sentences=2
)");
}

TEST_CASE("mistake: an unknown key of input") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "cleaner"
)",
                     R"(input.encodng=detect)", R"(
--set:1:7: unknown key 'encodng' in [input], did you mean 'encoding'?
    input.encodng=detect
          ^
  keys of [input]: duplicates, encoding, fields, from, max-document, max-spans, skip, stdin-format
)");
}

TEST_CASE("mistake: a wrong choice") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "cleaner"
)",
                     R"(cleaner.on-error=kep)", R"(
--set:1:18: unknown value 'kep' for 'on-error', did you mean 'keep'?
    cleaner.on-error=kep
                     ^
  values of 'on-error': fail, keep, stop
)");
}

TEST_CASE("mistake: a wrong type in a list") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "cleaner"
)",
                     R"(input.from=["a", 3])", R"(
--set:1:18: 'from' must be an array of strings; item 2 is an integer
    input.from=["a", 3]
                     ^
)");
}

TEST_CASE("mistake: a key of the run in a stage") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "cleaner"
)",
                     R"(cleaner.isolation=process)", R"(
--set:1:9: 'isolation' is no key of a stage: worker processes run the whole chain of stages
    cleaner.isolation=process
            ^
  write isolation = "process" in [run], or run with --isolate
)");
}

TEST_CASE("mistake: after") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "cleaner"
)",
                     R"(cleaner.after=writer)", R"(
--set:1:9: 'after' cannot be set here; the order of stages is the file's
    cleaner.after=writer
            ^
)");
}

TEST_CASE("mistake: a wrong value behind letters of two bytes") {
  CHECK_SET_MISTAKES(R"(
[[stage]]
use = "cleaner"
)",
                     R"(cleaner.file=/é/中.csv)", R"(
--set:1:14: 'file' is '/é/中.csv'; it must be relative, as it counts from OUT/records
    cleaner.file=/é/中.csv
                 ^
)");
}
