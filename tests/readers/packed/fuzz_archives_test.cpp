#include <doctest/doctest.h>

#include <random>
#include <string>

#include "fuzz/fuzz_archives.cpp"
#include "support/corpus.hpp"

namespace {

void run_on(const std::string& bytes) {
  docmill::host::test::fuzz_archives(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

TEST_CASE("fuzz: the saved archives and documents, each by each reader") {
  const auto contents = docmill::test::fuzz_corpus("archives");
  CHECK(contents.size() >= 10);
  for (std::string bytes : contents)
    for (int reader = 0; reader < 3 && !bytes.empty(); ++reader) {
      bytes[0] = static_cast<char>(reader);
      run_on(bytes);
    }
}

TEST_CASE("fuzz: changed archives and documents") {
  const auto contents = docmill::test::fuzz_corpus("archives");
  std::mt19937 random(20261129);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = contents[random() % contents.size()];
    for (std::size_t n = 1 + random() % 4; n > 0 && bytes.size() > 2; --n) {
      const std::size_t at = 1 + random() % (bytes.size() - 1);
      switch (random() % 4) {
        case 0: bytes[at] = static_cast<char>(random()); break;
        case 1: bytes.erase(at, 1 + random() % 8); break;
        case 2: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40)); break;
        default: bytes.resize(at);
      }
    }
    run_on(bytes);
  }
}
