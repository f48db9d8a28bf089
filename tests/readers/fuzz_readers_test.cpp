#include <doctest/doctest.h>

#include <random>
#include <string>

#include "fuzz/fuzz_readers.cpp"
#include "support/corpus.hpp"

namespace {

void run(const std::string& bytes) {
  docmill::host::test::fuzz_readers(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

TEST_CASE("fuzz: the saved web archives, packed and not") {
  const auto contents = docmill::test::fuzz_corpus("readers");
  CHECK(contents.size() >= 15);
  for (std::string bytes : contents)
    for (int head = 0; head < 2 && !bytes.empty(); ++head) {
      bytes[0] = static_cast<char>(head);
      run(bytes);
    }
}

TEST_CASE("fuzz: changed web archives") {
  const auto contents = docmill::test::fuzz_corpus("readers");
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
    run(bytes);
  }
}

TEST_CASE("a packed archive says the same of a member whose every byte is damaged in turn") {
  for (const std::string& whole : docmill::test::fuzz_corpus("readers")) {
    if (whole.empty() || whole[0] != 1) continue;
    for (std::size_t at = 1; at < whole.size(); ++at) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
      run(bytes);
    }
  }
}
