#include "host/documents/rewrite.hpp"

#include <algorithm>
#include <cstring>

#include "docmill/base/source_map.hpp"

namespace docmill::host {
namespace {

// Appends runs, joining a run to the one before where both say the same thing. Writes into memory of fixed capacity.
class MapBuilder {
 public:
  explicit MapBuilder(docmill_map_run* runs) : runs_(runs) {}
  std::size_t size() const { return size_; }

  void add(uint32_t start, uint32_t source_start, uint32_t unit, uint32_t source_unit) {
    if (size_ > 0) {
      const docmill_map_run& last = runs_[size_ - 1];
      const uint32_t gap = start - last.start;
      if (last.unit == unit && last.source_unit == source_unit && gap % unit == 0 &&
          last.source_start + uint64_t{gap / unit} * source_unit == source_start)
        return;
    }
    runs_[size_++] = {start, source_start, unit, source_unit};
  }

 private:
  docmill_map_run* runs_;
  std::size_t size_ = 0;
};

// Copies the stretch [start, end) of the old text's map to `at` of the new text.
class MapCopier {
 public:
  MapCopier(std::span<const docmill_map_run> old, uint32_t old_size, MapBuilder& to)
      : old_(old), old_size_(old_size), to_(to) {}

  // Stretches come in ascending order.
  void copy(uint32_t start, uint32_t end, uint32_t at) {
    while (start < end) {
      while (run_ + 1 < old_.size() && old_[run_ + 1].start <= start) ++run_;
      const uint32_t run_end = run_ + 1 < old_.size() ? old_[run_ + 1].start : old_size_;
      const uint32_t stop = std::min(end, run_end);
      copy_within_run(old_[run_], start, stop, at);
      at += stop - start;
      start = stop;
    }
  }

 private:
  // A run may be entered and left within a unit (the text of a replacement was cut again): such a part is a unit of
  // its own that stands for the whole range of the unit.
  void copy_within_run(const docmill_map_run& run, uint32_t start, uint32_t end, uint32_t at) {
    const auto source_of = [&](uint32_t offset) {
      return static_cast<uint32_t>(run.source_start + uint64_t{(offset - run.start) / run.unit} * run.source_unit);
    };
    const uint32_t into = (start - run.start) % run.unit;
    if (into != 0) {
      const uint32_t part = std::min(run.unit - into, end - start);
      to_.add(at, source_of(start), part, run.source_unit);
      start += part;
      at += part;
    }
    const uint32_t whole = (end - start) / run.unit * run.unit;
    if (whole != 0) {
      to_.add(at, source_of(start), run.unit, run.source_unit);
      start += whole;
      at += whole;
    }
    if (start < end) to_.add(at, source_of(start), end - start, run.source_unit);
  }

  std::span<const docmill_map_run> old_;
  uint32_t old_size_;
  MapBuilder& to_;
  std::size_t run_ = 0;
};

}  // namespace

uint64_t rewritten_size(uint64_t old_size, std::span<const docmill_edit> edits) {
  uint64_t size = old_size;
  for (const docmill_edit& e : edits) size = size - (e.end - e.start) + e.replacement.size;
  return size;
}

TextView apply_edits(const TextView& old, std::span<const docmill_edit> edits, std::string_view pool, Arena& arena) {
  const auto old_size = static_cast<uint32_t>(old.text.size());
  const uint64_t size = rewritten_size(old_size, edits);
  char* text = static_cast<char*>(arena.take(std::max<uint64_t>(size, 1)));

  // Stretches cut the old runs into at most old + edits + 1 pieces of at most three parts; each edit adds one run.
  const std::size_t most_runs = old.map.empty() ? 0 : old.map.size() * 3 + edits.size() * 4 + 3;
  auto* runs = arena.take_array<docmill_map_run>(most_runs);
  MapBuilder map(runs);
  MapCopier copier(old.map, old_size, map);

  uint32_t from = 0, at = 0;
  const auto keep_until = [&](uint32_t end) {
    if (end == from) return;
    std::memcpy(text + at, old.text.data() + from, end - from);
    if (!old.map.empty()) copier.copy(from, end, at);
    at += end - from;
  };
  for (const docmill_edit& e : edits) {
    keep_until(e.start);
    from = e.end;
    if (e.replacement.size == 0) continue;
    std::memcpy(text + at, pool.data() + e.replacement.offset, e.replacement.size);
    if (!old.map.empty()) {
      const SourceRange range = source_range(old.map.data(), old.map.size(), std::min(e.start, old_size), e.end);
      map.add(at, static_cast<uint32_t>(range.start), e.replacement.size,
              static_cast<uint32_t>(range.end - range.start));
    }
    at += e.replacement.size;
  }
  keep_until(old_size);
  return {{text, static_cast<std::size_t>(size)}, {runs, map.size()}};
}

TextView cut_text(const TextView& old, uint32_t start, uint32_t end, Arena& arena) {
  const std::string_view text = old.text.substr(start, end - start);
  if (text.empty() || old.map.empty()) return {text, {}};
  const auto begins_behind = [](uint32_t at, const docmill_map_run& run) { return at < run.start; };
  const auto first = std::upper_bound(old.map.begin(), old.map.end(), start, begins_behind) - 1;
  const auto last = std::upper_bound(first, old.map.end(), end - 1, begins_behind);
  const std::span<const docmill_map_run> touched(first, last);
  auto* runs = arena.take_array<docmill_map_run>(touched.size() * 3);
  MapBuilder map(runs);
  MapCopier(touched, static_cast<uint32_t>(old.text.size()), map).copy(start, end, 0);
  return {text, {runs, map.size()}};
}

}  // namespace docmill::host
