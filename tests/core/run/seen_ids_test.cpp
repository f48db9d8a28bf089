#include "host/run/seen_ids.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace docmill::host;

TEST_CASE("an id is new once and then known with its first place") {
  SeenIds ids;
  CHECK(!ids.meet("a", {3, 7}));
  CHECK(!ids.meet("b", {3, 8}));
  const auto before = ids.meet("a", {9, 9});
  REQUIRE(before);
  CHECK(before->file == 3);
  CHECK(before->line == 7);
}

TEST_CASE("the empty id is an id") {
  SeenIds ids;
  CHECK(!ids.meet("", {0, 1}));
  CHECK(ids.meet("", {0, 2}));
}

TEST_CASE("a hundred thousand ids stay apart while the table grows") {
  SeenIds ids;
  for (uint32_t i = 0; i < 100000; ++i) REQUIRE(!ids.meet("id-" + std::to_string(i), {0, i}));
  for (uint32_t i = 0; i < 100000; i += 997) {
    const auto before = ids.meet("id-" + std::to_string(i), {1, 1});
    REQUIRE(before);
    CHECK(before->line == i);
  }
}
