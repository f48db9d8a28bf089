// The fuzz target over its saved corpus and a few thousand mutations of it, always the same ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/corpus.hpp"
#include "test_cues.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size);

namespace {

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

// Flips, cuts, doubles and splices, as fuzzers do.
std::string mutated(const std::vector<std::string>& inputs, std::mt19937& random) {
  static const std::string pieces[] = {"<p>",
                                       "</div>",
                                       "<table><td>",
                                       "&amp;",
                                       "\n\n",
                                       "\u0301",
                                       "\u200b",
                                       "<script>",
                                       "<!--",
                                       "-->",
                                       "By ",
                                       "\u00a0",
                                       "2024-08-01",
                                       "Related articles\n- ",
                                       "References:\nhttps://x.y\n",
                                       "<a href=x>",
                                       "</a>",
                                       "\""};
  std::string s = inputs[random() % inputs.size()];
  for (unsigned n = 1 + random() % 6; n > 0 && !s.empty(); --n) {
    const std::size_t at = random() % s.size(), length = random() % 40;
    switch (random() % 6) {
      case 0: s[at] = static_cast<char>(random() % 256); break;
      case 1: s.erase(at, length); break;
      case 2: s.insert(at, s.substr(random() % s.size(), length)); break;
      case 3: s.insert(at, pieces[random() % std::size(pieces)]); break;
      case 4: {
        const std::string& other = inputs[random() % inputs.size()];
        s.insert(at, other.substr(random() % other.size(), length * 4));
        break;
      }
      default: std::swap(s[at], s[random() % s.size()]);
    }
  }
  return s;
}

}  // namespace

TEST_CASE("the saved corpus holds every promise") {
  const auto inputs = docmill::test::fuzz_corpus("cleaner");
  REQUIRE(inputs.size() >= 10);
  for (const std::string& input : inputs)
    for (const unsigned bits : {0u, 1u, 2u, 0x71u, 0x8Du, 0xF0u}) {
      std::string other = input;
      run(other);
      other[0] = static_cast<char>(bits);
      run(other);
    }
}

TEST_CASE("mutations of the corpus hold every promise") {
  const auto inputs = docmill::test::fuzz_corpus("cleaner");
  std::mt19937 random(20240801);
  for (int round = 0; round < 6000; ++round) run(mutated(inputs, random));
}
