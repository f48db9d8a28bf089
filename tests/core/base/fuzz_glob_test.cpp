// The fuzz target over its saved corpus and mutations of it.
#define LLVMFuzzerTestOneInput fuzz_glob_bytes  // the program has other fuzzers' bodies as well
#include "fuzz/fuzz_glob.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

TEST_CASE("globs and paths made of anything") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("glob");
  REQUIRE(inputs.size() >= 4);
  const auto run = [](const std::string& input) {
    docmill::test::fuzz_glob(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(31);
  for (int i = 0; i < 20000; ++i) run(docmill::test::mutation(inputs, random));
}
