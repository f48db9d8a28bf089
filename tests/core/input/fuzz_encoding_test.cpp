#define LLVMFuzzerTestOneInput fuzz_encoding_bytes  // the program has another fuzzer's body as well
#include "fuzz/fuzz_encoding.cpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "support/corpus.hpp"

using docmill::host::test::fuzz_encoding;

namespace {

void run(const std::string& bytes) { fuzz_encoding(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); }

}  // namespace

TEST_CASE("fuzz: the corpus of encodings, said to be in every language") {
  const auto contents = docmill::test::fuzz_corpus("encoding");
  CHECK(contents.size() >= 20);
  for (std::string bytes : contents)
    for (int head = 0; head < 8; ++head) {
      bytes[0] = static_cast<char>(head);
      run(bytes);
    }
}

TEST_CASE("fuzz: mutations of the corpus of encodings") {
  const auto contents = docmill::test::fuzz_corpus("encoding");
  std::mt19937 random(2024);
  for (int i = 0; i < 300; ++i) {  // a fresh detector makes its tables each time
    std::string bytes = contents[random() % contents.size()];
    const std::string& other = contents[random() % contents.size()];
    for (std::size_t n = random() % 6; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random());
    bytes.insert(random() % bytes.size() + 1, other, random() % other.size(), random() % 40);
    run(bytes);
  }
}
