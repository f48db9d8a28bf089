// The fuzz target over its saved corpus and mutations of it.
#define LLVMFuzzerTestOneInput fuzz_kb_source_bytes  // the program has another fuzzer's body as well
#include "fuzz/fuzz_kb_sources.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

namespace {

void run(const std::string& input) {
  docmill::linker::test::fuzz_kb_sources(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

TEST_CASE("sources of a base made of anything") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("kb_sources");
  REQUIRE(inputs.size() >= 8);
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(59);
  for (int i = 0; i < 1500; ++i) run(docmill::test::mutation(inputs, random));
}
