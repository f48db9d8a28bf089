#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "fuzz/fuzz_input.cpp"
#include "support/corpus.hpp"

using docmill::host::test::fuzz_input;

namespace {

void run(const std::string& bytes) { fuzz_input(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); }

std::string mutated(std::string bytes, const std::vector<std::string>& others, std::mt19937& random) {
  for (std::size_t n = 1 + random() % 4; n > 0 && !bytes.empty(); --n) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 6) {
      case 0: bytes[at] = static_cast<char>(random()); break;
      case 1: bytes.erase(at, 1 + random() % 8); break;
      case 2: bytes.insert(at, 1, "\"\\{}[]:,\0\x92\xC3<>&;\n"[random() % 17]); break;
      case 3: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 30)); break;
      case 4: bytes.resize(at); break;
      default: {
        const std::string& other = others[random() % others.size()];
        bytes.replace(at, random() % 20, other.substr(random() % (other.size() + 1), random() % 20));
      }
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("fuzz: the saved corpus under every head byte") {
  const auto contents = docmill::test::fuzz_corpus("input");
  CHECK(contents.size() >= 12);
  for (std::string bytes : contents)
    for (int head = 0; head < 128 && !bytes.empty(); ++head) {
      bytes[0] = static_cast<char>(head);
      run(bytes);
    }
}

TEST_CASE("fuzz: mutations of the corpus") {
  const auto contents = docmill::test::fuzz_corpus("input");
  std::mt19937 random(2024);
  for (int i = 0; i < 20000; ++i) run(mutated(contents[random() % contents.size()], contents, random));
}
