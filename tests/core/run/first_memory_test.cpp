// Memory that is taken at once changes where blocks lie, and nothing else.
#include "host/support/first_memory.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("what was allocated before and behind keeps its bytes, however often memory is taken at once") {
  std::vector<std::string> texts;
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < 60; ++i) texts.emplace_back((i + 1) * 1000, static_cast<char>('a' + i % 26));
    docmill::host::take_first_memory_at_once();
  }
  texts.emplace_back(5'000'000, 'z');
  for (std::size_t i = 0; i + 1 < texts.size(); ++i)
    CHECK(texts[i] == std::string((i % 60 + 1) * 1000, static_cast<char>('a' + i % 60 % 26)));
  texts.erase(texts.begin(), texts.begin() + 100);
  CHECK(texts.back() == std::string(5'000'000, 'z'));
}
