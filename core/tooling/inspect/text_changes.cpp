#include "tooling/inspect/text_changes.hpp"

#include <algorithm>
#include <span>

#include "host/documents/pool.hpp"

namespace docmill::tooling {
namespace {

using Kind = TextChange::Kind;

// From bytes of the source back to a text. Both of a map's columns rise, as edits are sorted and never overlap.
class BackMap {
 public:
  explicit BackMap(const docmill_layer& text) : text_(text), runs_(text.map, text.n_map) {}

  // The first byte of the text that stands for the source from `source` on, or its end.
  uint32_t from(uint64_t source) const {
    const auto size = static_cast<uint32_t>(text_.pool_size);
    auto run = std::partition_point(runs_.begin(), runs_.end(),
                                    [&](const docmill_map_run& r) { return r.source_start <= source; });
    if (run == runs_.begin()) return 0;
    --run;
    // Of several runs at one place of the source (something was put in before it), the last is the one that covers it.
    const uint32_t end = run + 1 == runs_.end() ? size : (run + 1)->start;
    const uint64_t units = run->source_unit == 0 ? 0 : (source - run->source_start) / run->source_unit;
    return static_cast<uint32_t>(std::min<uint64_t>(end, run->start + units * run->unit));
  }
  // Behind the last byte that stands for the source before `source`.
  uint32_t to(uint64_t source) const {
    if (source == 0) return 0;
    const auto size = static_cast<uint32_t>(text_.pool_size);
    auto run = std::partition_point(runs_.begin(), runs_.end(),
                                    [&](const docmill_map_run& r) { return r.source_start < source; });
    if (run == runs_.begin()) return 0;
    --run;
    const uint32_t end = run + 1 == runs_.end() ? size : (run + 1)->start;
    if (run->source_unit == 0) return end;
    const uint64_t units = (source - run->source_start + run->source_unit - 1) / run->source_unit;
    return static_cast<uint32_t>(std::min<uint64_t>(end, run->start + units * run->unit));
  }

 private:
  const docmill_layer& text_;
  std::span<const docmill_map_run> runs_;
};

class Walk {
 public:
  Walk(const docmill_layer& before, const docmill_layer& after)
      : old_(pool_of(before)), new_(pool_of(after)), back_(before), after_(after) {}

  std::vector<TextChange> walk() {
    const std::span<const docmill_map_run> runs(after_.map, after_.n_map);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const uint32_t end = i + 1 < runs.size() ? runs[i + 1].start : static_cast<uint32_t>(new_.size());
      run(runs[i], end);
    }
    const auto old_size = static_cast<uint32_t>(old_.size()), new_size = static_cast<uint32_t>(new_.size());
    if (runs.empty() && new_size != 0) add(Kind::replaced, 0, old_size, 0, new_size);
    if (old_at_ < old_size) add(Kind::removed, old_at_, old_size, new_size, new_size);
    return std::move(changes_);
  }

 private:
  // A whole run at once where it is a copy, which nearly all are; else unit by unit.
  void run(const docmill_map_run& r, uint32_t end) {
    const uint32_t n = (end - r.start + r.unit - 1) / r.unit;
    if (n == 0) return;
    if (piece(r, r.start, end, 0, n, true)) return;
    for (uint32_t k = 0; k < n; ++k)
      piece(r, r.start + k * r.unit, std::min(end, r.start + (k + 1) * r.unit), k, k + 1, false);
  }

  // Units [from, to) of the run. False, with nothing done, when they are no copy and must be one (`only_copy`).
  bool piece(const docmill_map_run& r, uint32_t new_start, uint32_t new_end, uint32_t from, uint32_t to,
             bool only_copy) {
    const uint64_t s = r.source_start + uint64_t{from} * r.source_unit,
                   e = r.source_start + uint64_t{to} * r.source_unit;
    uint32_t o1 = std::max(old_at_, s == e ? old_at_ : back_.from(s));
    const uint32_t o2 = std::max(o1, s == e ? o1 : back_.to(e));
    const bool copy = old_.substr(o1, o2 - o1) == new_.substr(new_start, new_end - new_start);
    if (only_copy && !copy) return false;
    if (o1 > old_at_) add(Kind::removed, old_at_, o1, new_start, new_start);
    add(copy ? Kind::kept : Kind::replaced, o1, o2, new_start, new_end);
    return true;
  }

  void add(Kind kind, uint32_t old_start, uint32_t old_end, uint32_t new_start, uint32_t new_end) {
    old_at_ = old_end;
    if (!changes_.empty() && changes_.back().kind == kind) {
      changes_.back().old_end = old_end;
      changes_.back().new_end = new_end;
      return;
    }
    changes_.push_back({kind, old_start, old_end, new_start, new_end});
  }

  std::string_view old_, new_;
  BackMap back_;
  const docmill_layer& after_;
  uint32_t old_at_ = 0;
  std::vector<TextChange> changes_;
};

}  // namespace

std::vector<TextChange> text_changes(const docmill_layer& before, const docmill_layer& after) {
  return Walk(before, after).walk();
}

}  // namespace docmill::tooling
