// Values of layers as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "docmill/base/json_text.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// Appends the value of a field of this type (DOCMILL_TYPE_...), which is not null. `pool` is that of the cell's layer.
inline void append_json_cell(std::string& out, const docmill_cell& cell, uint32_t type, const char* pool) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: append_json_boolean(out, cell.integer != 0); return;
    case DOCMILL_TYPE_INTEGER: append_json_integer(out, cell.integer); return;
    case DOCMILL_TYPE_NUMBER: append_json_number(out, cell.number); return;
    default: append_json_string(out, {pool + cell.string.offset, cell.string.size}); return;
  }
}

// Appends a string, or null where there is none.
inline void append_json_optional(std::string& out, std::optional<std::string_view> value) {
  if (value) append_json_string(out, *value);
  else out += "null";
}

}  // namespace docmill
