#include "host/run/seen_ids.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

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

TEST_CASE("ids that follow each other line by line, or file by file, take less than sixteen bytes and a half") {
  SeenIds lines, files;
  for (uint32_t i = 0; i < 200000; ++i) {
    REQUIRE(!lines.meet("line " + std::to_string(i), {4, i + 1}));
    REQUIRE(!files.meet("file " + std::to_string(i), {i, 0}));
    if (i < 2000 || i % 1000 != 0) continue;
    CHECK(lines.memory() * 2 < (i + 1) * std::size_t{33});
    CHECK(files.memory() * 2 < (i + 1) * std::size_t{33});
  }
}

TEST_CASE("places are found again whatever their order") {
  PlaceList places;
  std::vector<PlaceList::Place> all;
  uint64_t state = 1;
  const auto below = [&](uint32_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<uint32_t>(state >> 33) % n;
  };
  PlaceList::Place at{0, 1};
  for (int i = 0; i < 20000; ++i) {
    // Lines one after another, parts at one line, gaps, new files, whole files.
    const uint32_t kind = below(20);
    if (kind == 0) at = {at.file + 1, 1};
    else if (kind < 3) at.line += below(5);
    else if (kind == 3) at = {at.file + 1, 0};
    else if (kind == 4) at = {below(1000), 0xffffffff};
    else if (kind > 6) ++at.line;
    all.push_back(at);
    places.add(at);
  }
  REQUIRE(places.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) REQUIRE(places[i] == all[i]);
}
