// Valid JSON as values of a type, for reading what a program said: a thin layer over JsonParts. Values are views of the
// line; nothing is copied but strings with escapes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "json_parser/json_events.hpp"

namespace docmill::process {

// Empty when the text is one valid JSON value in valid UTF-8; otherwise why it is not: "byte 7 is not valid JSON".
std::string trouble_with_json(std::string_view text);

using docmill::JsonKind;

// A value out of a valid text.
class JsonValue {
 public:
  explicit JsonValue(std::string_view text) : text_(text) {}
  JsonKind kind() const;
  bool is(JsonKind kind) const { return this->kind() == kind; }
  bool is_true() const { return text_ == "true"; }
  std::string_view text() const { return text_; }
  std::string string() const;              // of a string, escapes undone
  std::optional<int64_t> integer() const;  // of a number without point and exponent, in range
  std::optional<double> number() const;    // of a number that is finite as a double
  // "a string", "an array", ...: for messages.
  const char* name() const;

 private:
  std::string_view text_;
};

}  // namespace docmill::process
