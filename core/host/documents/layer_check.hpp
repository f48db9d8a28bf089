// The gate between stages: what `put` hands over is checked here and copied, or refused with a sentence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "docmill/stage_abi.h"
#include "host/documents/arena.hpp"
#include "host/documents/rewrite.hpp"

namespace docmill::host {

// What a layer must look like. `kind` as declared (DOCMILL_KIND_REWRITE for a rewrite).
struct LayerShape {
  uint32_t kind = 0;
  std::vector<uint32_t> field_types;  // DOCMILL_TYPE_...
  bool has_label = true, has_value = true, has_score = true;
  std::vector<std::string> field_names;  // for messages; may be empty
};

// Checks and copies: spans lie over `over` (ordered by start, in range, on code point borders), a rewrite is applied
// to it and comes out as text with its map, text and strings are valid UTF-8, JSON is one valid value, numbers are
// finite, null cells are zero, strings stand in the pool in row order without gaps. `over` is null for other kinds.
// Returns the layer in the arena, or null with `why` (a sentence without a final full stop).
const docmill_layer* accept_layer(const docmill_layer& given, const LayerShape& shape, const docmill_layer* over,
                                  Arena& arena, std::string& why);

// A cell is a union, and whoever sets the wrong member of it writes bits that mean something else. What cannot be told
// from a value that was meant is let through: an integer cell holds a double when its bits are those of a number from
// 2^-20 to 2^53 of at most 21 significant bits (1.5, -3.0, 0.25; as integers they are 4.5e18 and more, with 32 zero
// bits at the end); a number cell holds an integer when its bits are those of one below 2^32 on either side (as numbers
// below 2.2e-314, or NaN).
bool holds_double(int64_t integer_cell);
bool holds_integer(double number_cell);

// The most bytes that a text made by a rewrite may have (1 GiB).
inline constexpr uint64_t max_layer_bytes = uint64_t{1} << 30;

// Layers that the host itself makes; the bytes are borrowed for the life of the arena's content.
const docmill_layer* text_layer(std::string_view text, std::span<const docmill_map_run> map, Arena& arena);
const docmill_layer* pool_layer(uint32_t kind, std::string_view bytes, Arena& arena);

// A value for a key of an attributes layer that the host makes. Null when `null`.
struct AttributeValue {
  bool null = true;
  bool is_string = false;
  int64_t integer = 0;
  std::string_view string;
};
const docmill_layer* attributes_layer(std::span<const AttributeValue> values, Arena& arena);

}  // namespace docmill::host
