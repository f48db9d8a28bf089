// From places of the source to places of the text that edits make of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "main_content/structure.hpp"
#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

// Where a place of the source stands in the text; places are asked for in ascending order.
class TextPlace {
 public:
  explicit TextPlace(const EditList& edits) : edits_(edits.edits()) {}

  // The place of the first byte at or behind `source` that is kept, or put in from there on.
  uint32_t of_start(uint32_t source) {
    pass_edits_before(source);
    if (next_ < edits_.size() && edits_[next_].start < source)
      return text_ + (edits_[next_].start - source_) + edits_[next_].size;
    return text_ + (source - source_);
  }
  // The place behind the last byte before `source` that is kept, or put in before it.
  uint32_t of_end(uint32_t source) {
    pass_edits_before(source);
    const uint32_t end = next_ < edits_.size() ? std::min(edits_[next_].start, source) : source;
    return text_ + (end - source_);
  }

 private:
  void pass_edits_before(uint32_t source) {
    for (; next_ < edits_.size() && edits_[next_].end <= source; ++next_) {
      text_ += edits_[next_].start - source_ + edits_[next_].size;
      source_ = edits_[next_].end;
    }
  }

  const std::vector<Edit>& edits_;
  std::size_t next_ = 0;
  uint32_t source_ = 0, text_ = 0;
};

// Without the white space at both ends.
inline TextRange trimmed(const std::string& text, TextRange range) {
  const auto space = [&](uint32_t i) { return text[i] == ' ' || text[i] == '\n'; };
  range.end = std::min(range.end, static_cast<uint32_t>(text.size()));
  while (range.start < range.end && space(range.start)) ++range.start;
  while (range.end > range.start && space(range.end - 1)) --range.end;
  return range;
}

}  // namespace docmill::cleaner
