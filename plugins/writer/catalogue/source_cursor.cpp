#include "catalogue/source_cursor.hpp"

#include <algorithm>

namespace docmill::writer {

void SourceCursor::reset(const docmill_map_run* map, uint64_t n_map) {
  map_ = map;
  n_map_ = n_map;
  run_ = 0;
}

// The last run that begins at or before the offset. Doubles its steps, then halves the last one.
uint64_t SourceCursor::run_of(uint64_t from, uint32_t offset) const {
  if (map_[from].start > offset) from = 0;
  if (from + 1 == n_map_ || map_[from + 1].start > offset) return from;
  uint64_t low = from, step = 1;
  while (low + step < n_map_ && map_[low + step].start <= offset) {
    low += step;
    step *= 2;
  }
  const uint64_t high = std::min(low + step, n_map_);
  const docmill_map_run* after = std::upper_bound(map_ + low, map_ + high, offset,
                                                  [](uint32_t o, const docmill_map_run& run) { return o < run.start; });
  return after == map_ + low ? low : static_cast<uint64_t>(after - map_) - 1;
}

SourceRange SourceCursor::range(uint32_t start, uint32_t end) {
  if (n_map_ == 0) return {0, 0};
  run_ = run_of(run_, start);
  const docmill_map_run& first = map_[run_];
  const uint64_t from = first.source_start + uint64_t{(start - first.start) / first.unit} * first.source_unit;
  if (end <= start) return {from, from};
  const docmill_map_run& last = map_[run_of(run_, end - 1)];
  const uint64_t to = last.source_start + (uint64_t{(end - 1 - last.start) / last.unit} + 1) * last.source_unit;
  return {from, std::max(from, to)};
}

}  // namespace docmill::writer
