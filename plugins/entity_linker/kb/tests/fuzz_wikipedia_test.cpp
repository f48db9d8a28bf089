// The body of the fuzzer over the saved corpus and over mutations of it from a fixed seed.
#include "fuzz/fuzz_wikipedia.cpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/corpus.hpp"

namespace {

void try_wikipedia(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

TEST_CASE("dumps of Wikipedia of the fuzz corpus and mutations of them do no harm") {
  static const std::string pieces[] = {"<",  ">", "&",   ";", "[[",       "]]",      "|",
                                       "\n", " ", "<b>", "é", "\xCC\x88", "</page>", "&#1;"};
  std::mt19937 random(20261129);
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("wikipedia");
  REQUIRE(inputs.size() >= 5);
  for (const std::string& input : inputs) try_wikipedia(input);
  for (int round = 0; round < 1000; ++round) {
    std::string input = inputs[random() % inputs.size()];
    for (int n = static_cast<int>(random() % 6); n >= 0; --n) {
      const std::size_t at = input.empty() ? 0 : random() % input.size();
      if (random() % 3 == 0) input.erase(at, 1 + random() % 8);
      else input.insert(at, pieces[random() % std::size(pieces)]);
    }
    try_wikipedia(input);
  }
}
