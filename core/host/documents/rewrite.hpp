// Applying a rewrite: old text and edits -> new text and its map down to the source.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "docmill/stage_abi.h"
#include "host/documents/arena.hpp"

namespace docmill::host {

// A text in memory that is not owned here, with its map (empty: it does not come from the source).
struct TextView {
  std::string_view text;
  std::span<const docmill_map_run> map;
};

// The new text and the composed map, in the arena. The edits must have been checked (sorted, disjoint, in range, on
// code point borders, valid replacements in `pool`); the result is below 4 GiB when `rewritten_size` says so.
TextView apply_edits(const TextView& old, std::span<const docmill_edit> edits, std::string_view pool, Arena& arena);

// Bytes [start, end) of a text, on code point borders, as a text of its own. Its map is in the arena; the bytes stay
// where they are.
TextView cut_text(const TextView& old, uint32_t start, uint32_t end, Arena& arena);

// Bytes of the text that the edits would make.
uint64_t rewritten_size(uint64_t old_size, std::span<const docmill_edit> edits);

}  // namespace docmill::host
