// The map of a source document taken apart and checked: what every test of decoding believes in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "docmill/stage_abi.h"

namespace docmill::host::test {

struct Unit {
  std::size_t start, end;                // in the text
  std::size_t source_start, source_end;  // in raw
};

// Every unit of the map of a text of `text_size` bytes; an empty result and a reason when the map is not well formed:
// runs that begin at 0, ascend, end on units, and stand for ascending, disjoint bytes of raw.
inline std::vector<Unit> units_of(const std::vector<docmill_map_run>& map, std::size_t text_size, std::size_t raw_size,
                                  std::string& wrong) {
  std::vector<Unit> units;
  std::size_t source_end = 0;
  if (map.empty() && text_size > 0) wrong = "no map";
  if (!map.empty() && map[0].start != 0) wrong = "does not begin at 0";
  for (std::size_t i = 0; i < map.size(); ++i) {
    const docmill_map_run& run = map[i];
    const std::size_t end = i + 1 < map.size() ? map[i + 1].start : text_size;
    if (end <= run.start || run.unit == 0 || (end - run.start) % run.unit != 0) {
      wrong = "a run that does not end on a unit";
      return {};
    }
    for (std::size_t at = run.start, k = 0; at < end; at += run.unit, ++k) {
      const std::size_t source = run.source_start + k * run.source_unit;
      units.push_back({at, at + run.unit, source, source + run.source_unit});
      if (source < source_end || source + run.source_unit > raw_size) wrong = "source bytes out of order or out of raw";
      source_end = source + run.source_unit;
    }
  }
  return units;
}

// Do two neighbours have one shape and lie together? Then they should have been one run.
inline bool is_merged(const std::vector<docmill_map_run>& map) {
  for (std::size_t i = 1; i < map.size(); ++i) {
    const docmill_map_run &a = map[i - 1], &b = map[i];
    const uint32_t n = (b.start - a.start) / a.unit;
    if (a.unit == b.unit && a.source_unit == b.source_unit && a.source_start + n * a.source_unit == b.source_start)
      return false;
  }
  return true;
}

}  // namespace docmill::host::test
