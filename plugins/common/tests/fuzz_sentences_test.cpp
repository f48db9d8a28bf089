// The fuzz target over its saved corpus and some thousand mutations of it, always the same ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/corpus.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size);

namespace {

// Other bytes, cuts, doubled stretches and the marks that matter.
std::string mutated(const std::vector<std::string>& inputs, std::mt19937& random) {
  static const std::string pieces[] = {". ",  "? ",  "\" ",    " \"",     "“",      "” ", "„",    "« ",   " »",
                                       "(",   ") ",  "…",      "。",      "」",     "\n", "\n\n", "\r\n", "[1]",
                                       "1. ", "A. ", "z. B. ", " iPhone", "।",      "؟ ", ";",    "Dr.",  " X",
                                       " x",  "!",   "\u2028", "г.",      "\u0301", "5"};
  std::string s = inputs[random() % inputs.size()];
  for (unsigned n = 1 + random() % 8; n > 0 && !s.empty(); --n) {
    const std::size_t at = random() % s.size();
    switch (random() % 4) {
      case 0: s[at] = static_cast<char>(random() % 256); break;
      case 1: s.erase(at, random() % 20); break;
      case 2: s.insert(at, s.substr(random() % s.size(), random() % 40)); break;
      default: s.insert(at, pieces[random() % std::size(pieces)]); break;
    }
  }
  return s;
}

}  // namespace

TEST_CASE("any bytes are cut into sentences that lie in them") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("sentences");
  REQUIRE(inputs.size() >= 3);
  const auto run = [](const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(17);
  for (int i = 0; i < 5000; ++i) run(mutated(inputs, random));
}
