// The fuzz target over its saved corpus and some thousand mutations of it, always the same ones.
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/corpus.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size);

namespace {

std::string mutation(const std::vector<std::string>& inputs, std::mt19937& random) {
  static const std::string pieces[] = {"1",     "2024",
                                       "-",     "/",
                                       ".",     ",",
                                       " ",     "%",
                                       "$",     "€",
                                       "年",    "月",
                                       "日",    "亿",
                                       "三",    "点",
                                       "bn",    "million",
                                       "ago",   "vor ",
                                       "last ", "May ",
                                       "in ",   "\u00A0",
                                       "’000",  "999999999999999999",
                                       "\xC3",  "km"};
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

TEST_CASE("any bytes give quantities that lie in them and exist") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("quantities");
  REQUIRE(inputs.size() >= 3);
  const auto run = [](const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(17);
  for (int i = 0; i < 5000; ++i) run(mutation(inputs, random));
}
