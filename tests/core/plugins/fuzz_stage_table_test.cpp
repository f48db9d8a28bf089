// The fuzz target over its saved corpus and mutations of it.
#define LLVMFuzzerTestOneInput fuzz_stage_table_bytes  // the program has another fuzzer's body as well
#include "fuzz/fuzz_stage_table.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

namespace {

void run(const std::string& input) {
  docmill::host::test::fuzz_stage_table(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

TEST_CASE("stage tables made of anything") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("stage_table");
  REQUIRE(inputs.size() >= 5);
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(53);
  for (int i = 0; i < 20000; ++i) run(docmill::test::mutation(inputs, random));
}

TEST_CASE("a table that cannot be relied on is refused by the name of what is wrong with it") {
  const auto why = [](const char* name) {
    const std::string file = std::string(DOCMILL_SOURCE_DIR) + "/tests/fuzz/corpus/stage_table/" + name;
    std::ifstream in(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const docmill::host::test::MadeLibrary made(bytes);
    return docmill::host::read_stage_library(made.library()).status().message();
  };
  for (const char* good : {"stage", "rewrite", "ordered", "free-ports", "reader", "both"}) CHECK(why(good) == "");
  CHECK(why("choice-in-latin-1") == "stage 'c': a choice of an option is not UTF-8");
  CHECK(why("metadata-twice") == "reader 'm': metadata 'url' is declared twice");
  CHECK(why("null-pointers") == "one of its stages is a null pointer");
}
