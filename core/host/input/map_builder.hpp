// The map from decoded text to source bytes, run by run: neighbours of one shape become one run.
#pragma once

#include <cstdint>
#include <vector>

#include "docmill/stage_abi.h"

namespace docmill::host {

class MapBuilder {
 public:
  // Appends to `runs`, which is emptied.
  explicit MapBuilder(std::vector<docmill_map_run>& runs) : runs_(runs) { runs.clear(); }

  // The next `n` units of the text: `unit` bytes each, standing for `source_unit` bytes each, from `source` on.
  void add(uint32_t unit, uint32_t source_unit, uint32_t source, uint32_t n = 1) {
    const bool goes_on = !runs_.empty() && runs_.back().unit == unit && runs_.back().source_unit == source_unit &&
                         source == next_source_;
    if (!goes_on) runs_.push_back({text_, source, unit, source_unit});
    text_ += unit * n;
    next_source_ = source + source_unit * n;
  }

  // The unit added last gets `more` bytes: it stands for several characters.
  void widen_last(uint32_t more) {
    docmill_map_run last = runs_.back();
    if (last.start + last.unit != text_) {
      // It stands at the end of a longer run: it leaves that.
      last.start = text_ - last.unit;
      last.source_start = next_source_ - last.source_unit;
      runs_.push_back(last);
    }
    runs_.back().unit += more;
    text_ += more;
  }

 private:
  std::vector<docmill_map_run>& runs_;
  uint32_t text_ = 0;         // bytes of text so far
  uint32_t next_source_ = 0;  // end of the source of the last unit
};

}  // namespace docmill::host
