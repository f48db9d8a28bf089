// Large pages change where memory lies, and nothing else.
#include "host/support/large_pages.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("what was allocated before and behind keeps its bytes, however often large pages are asked for") {
  std::vector<std::string> texts;
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < 60; ++i) texts.emplace_back((i + 1) * 1000, static_cast<char>('a' + i % 26));
    docmill::host::allocate_in_large_pages();
  }
  texts.emplace_back(5'000'000, 'z');
  for (std::size_t i = 0; i + 1 < texts.size(); ++i)
    CHECK(texts[i] == std::string((i % 60 + 1) * 1000, static_cast<char>('a' + i % 60 % 26)));
  texts.erase(texts.begin(), texts.begin() + 100);
  CHECK(texts.back() == std::string(5'000'000, 'z'));
}
