// Strings and types of the ABI in C++.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "docmill/stage_abi.h"

namespace docmill {

// The same bytes; nothing is copied. `s.data` may be null where `s.size` is 0.
inline constexpr std::string_view view(docmill_str s) { return {s.data, s.size}; }
// The same bytes, borrowed: `s` must outlive the call that takes the result.
inline constexpr docmill_str str(std::string_view s) { return {s.data(), s.size()}; }

namespace detail {

// One behind the other: a message. (With +, GCC 12 warns of overlapping strings where there are none.)
inline std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all += part;
  return all;
}

// "a boolean", "an integer", ...: of DOCMILL_TYPE_..., for messages.
inline constexpr const char* type_in_words(uint32_t type) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: return "a boolean";
    case DOCMILL_TYPE_INTEGER: return "an integer";
    case DOCMILL_TYPE_NUMBER: return "a number";
    case DOCMILL_TYPE_STRING: return "a string";
    default: return "of an unknown type";
  }
}

// "a text", "spans", ...: of DOCMILL_KIND_..., for messages.
inline constexpr const char* kind_in_words(uint32_t kind) {
  switch (kind) {
    case DOCMILL_KIND_TEXT: return "text";
    case DOCMILL_KIND_SPANS: return "spans";
    case DOCMILL_KIND_ATTRIBUTES: return "attributes";
    case DOCMILL_KIND_REWRITE: return "a rewrite";
    case DOCMILL_KIND_JSON: return "JSON";
    case DOCMILL_KIND_BYTES: return "bytes";
    default: return "of an unknown kind";
  }
}

}  // namespace detail
}  // namespace docmill
