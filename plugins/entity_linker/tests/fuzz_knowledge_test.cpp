// The body of the fuzzer over the saved corpus and over mutations of it from a fixed seed.
#include "fuzz/fuzz_knowledge.cpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/corpus.hpp"
#include "test_support.hpp"

namespace {

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

void mutate(std::string& s, std::mt19937& random) {
  static const std::string pieces[] = {"\t", "\n", "|", "(",    ")",    "-",  "'",   "’",
                                       ".",  " ",  "A", "the ", "\xFF", "马", "3.1", "%%"};
  const std::size_t at = s.empty() ? 0 : random() % s.size();
  switch (random() % 4) {
    case 0: s.insert(at, pieces[random() % std::size(pieces)]); break;
    case 1: s.erase(at, 1 + random() % 4); break;
    case 2:
      if (!s.empty()) s[at] = static_cast<char>(random() % 256);
      break;
    default: s.insert(at, s.substr(s.empty() ? 0 : random() % s.size(), random() % 40)); break;
  }
}

}  // namespace

TEST_CASE("knowledge tables and texts of the fuzz corpus do no harm") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("knowledge");
  REQUIRE(inputs.size() >= 5);
  for (const std::string& input : inputs) run(input);
}

TEST_CASE("mutated knowledge tables and texts do no harm") {
  std::mt19937 random(20250101);
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("knowledge");
  REQUIRE(inputs.size() >= 5);
  for (int round = 0; round < 400; ++round) {
    std::string input = inputs[random() % inputs.size()];
    for (int n = static_cast<int>(random() % 8); n >= 0; --n) mutate(input, random);
    run(input);
  }
}
