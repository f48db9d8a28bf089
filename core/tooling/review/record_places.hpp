// Places in the texts of records: a record counts in code points, bytes or UTF-16 units, as its writer was told.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "json_parser/json_document.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// The member when it is a string.
std::optional<std::string_view> string_of(JsonValue object, std::string_view name);
// The member when it is an integer from 0.
std::optional<uint64_t> integer_of(JsonValue object, std::string_view name);

// Turns places of the record's unit into bytes of `text`. Fast when they come in rising order.
class PlaceReader {
 public:
  // `unit`: "codepoint", "byte" or "utf16". `text` is valid UTF-8 and must outlive it.
  PlaceReader(std::string_view text, std::string_view unit) : text_(text), unit_(unit) {}
  // The byte of that place, at a character border; the end of the text when the place is behind it.
  std::size_t byte_of(uint64_t place);

 private:
  std::string_view text_, unit_;
  std::size_t byte_ = 0;
  uint64_t place_ = 0;
};

}  // namespace docmill::tooling
