// The fuzz target over its saved corpus and mutations of it.
#include "fuzz/fuzz_language.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

namespace {

void run(const std::string& input) {
  docmill::language::test::fuzz_language(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

TEST_CASE("any bytes give languages of stretches that lie in them") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("language");
  REQUIRE(inputs.size() >= 6);
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(61);
  for (int i = 0; i < 150; ++i) run(docmill::test::mutation(inputs, random));
}
