// The fuzz target over its saved corpus and mutations of it.
#define LLVMFuzzerTestOneInput fuzz_cleaner_table_bytes  // the program has another fuzzer's body as well
#include "fuzz/fuzz_cleaner_tables.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

namespace {

void run(const std::string& input) {
  docmill::cleaner::test::fuzz_cleaner_tables(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

TEST_CASE("cue tables and models made of anything") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("cleaner_tables");
  REQUIRE(inputs.size() >= 5);
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(71);
  for (int i = 0; i < 1500; ++i) run(docmill::test::mutation(inputs, random));
}
