// A text as HTML in which spans are marked and changes shown. Spans may overlap and nest as they like: the text is cut
// at every border, and each piece knows all spans it belongs to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tooling/inspect/text_changes.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct Mark {
  uint32_t start = 0, end = 0;  // bytes of the text
  std::string key;              // "7.12": what the page's script finds it by
  std::string label;            // its group in the legend; empty for none
  int hue = 210;                // 0 to 359
};

// `marks` sorted by start. `changes`: those of a rewrite of this text, whose result is `after`; may be empty.
// `change_keys[i]` is the key of changes[i] (removed and replaced ones).
std::string marked_text(std::string_view text, const std::vector<Mark>& marks, const std::vector<TextChange>& changes,
                        std::string_view after, const std::vector<std::string>& change_keys);

// &, <, >, " and ' as references; controls that HTML forbids as U+FFFD.
void append_html(std::string& out, std::string_view text);

}  // namespace docmill::tooling
