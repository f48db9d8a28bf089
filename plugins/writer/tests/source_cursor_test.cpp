// Source cursors against the SDK's search.
#include "catalogue/source_cursor.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using docmill::writer::SourceCursor;

TEST_CASE("a map without runs gives the start of the source") {
  SourceCursor cursor;
  cursor.reset(nullptr, 0);
  CHECK(cursor.range(0, 0).start == 0);
  CHECK(cursor.range(0, 0).end == 0);
}

TEST_CASE("a source cursor finds what the SDK finds, in any order of ranges") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<docmill_map_run> map;
    uint32_t text = 0, source = random() % 5;
    for (std::size_t runs = 1 + random() % 40; runs > 0; --runs) {
      const uint32_t unit = 1 + random() % 3, source_unit = random() % 4, units = 1 + random() % 6;
      map.push_back({text, source, unit, source_unit});
      text += unit * units;
      source += source_unit * units + random() % 9;
    }
    SourceCursor cursor;
    cursor.reset(map.data(), map.size());
    uint32_t start = 0;
    for (int query = 0; query < 40; ++query) {
      // Mostly forward, now and then back.
      start = random() % 8 == 0 ? random() % text : std::min<uint32_t>(text - 1, start + random() % 4);
      const uint32_t end = std::min<uint32_t>(text, start + random() % 20);
      const docmill::SourceRange expected = docmill::source_range(map.data(), map.size(), start, end);
      const docmill::SourceRange found = cursor.range(start, end);
      REQUIRE(found.start == expected.start);
      REQUIRE(found.end == expected.end);
    }
  }
}
