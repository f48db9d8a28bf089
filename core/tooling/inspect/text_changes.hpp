// What a rewrite did to a text, piece by piece, found from the maps of the two texts alone: so it works for any stage.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// A piece of both texts, in order. `kept`: the same on both sides. `removed`: nothing of it is in the new text.
// `replaced`: new text stands for it (for nothing, when the old range is empty).
struct TextChange {
  enum class Kind { kept, removed, replaced } kind;
  uint32_t old_start, old_end;
  uint32_t new_start, new_end;
};

// Both are text layers with a map down to the same source. The old ranges cover the old text without gaps, the new
// ranges the new text.
std::vector<TextChange> text_changes(const docmill_layer& before, const docmill_layer& after);

}  // namespace docmill::tooling
