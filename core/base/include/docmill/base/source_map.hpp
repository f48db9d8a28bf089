// Looking things up in the map from a text down to the bytes of the source (see docmill_map_run).
#pragma once

#include <algorithm>
#include <cstdint>

#include "docmill/stage_abi.h"

namespace docmill {

// Bytes [start, end) of the source, for the range [start, end) of a text with this map.
// An empty range gives the place where it stands.
struct SourceRange {
  uint64_t start;  // first byte
  uint64_t end;    // byte behind the last; >= start
};

// Looks up a range of a text: `map` has n_map runs, start <= end <= size of the text. Without runs {0, 0}.
inline SourceRange source_range(const docmill_map_run* map, uint64_t n_map, uint32_t start, uint32_t end) {
  if (n_map == 0) return {0, 0};
  const auto run_of = [&](uint32_t offset) {
    const auto* after = std::upper_bound(map, map + n_map, offset,
                                         [](uint32_t o, const docmill_map_run& run) { return o < run.start; });
    return after == map ? map : after - 1;
  };
  const docmill_map_run* first = run_of(start);
  const uint64_t from = first->source_start + uint64_t{(start - first->start) / first->unit} * first->source_unit;
  if (end <= start) return {from, from};
  const docmill_map_run* last = run_of(end - 1);
  const uint64_t to = last->source_start + (uint64_t{(end - 1 - last->start) / last->unit} + 1) * last->source_unit;
  return {from, std::max(from, to)};
}

}  // namespace docmill
