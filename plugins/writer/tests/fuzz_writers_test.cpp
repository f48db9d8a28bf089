// The fuzz target over its saved corpus and mutations of it.
#include "fuzz/fuzz_writers.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

namespace {

void run(const std::string& input) {
  docmill::writer::test::fuzz_writers(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

TEST_CASE("documents made of anything are written so that a reader of each format takes them") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("writers");
  REQUIRE(inputs.size() >= 9);
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(67);
  for (int i = 0; i < 3000; ++i) run(docmill::test::mutation(inputs, random));
}
