#include "programs/json_reader.hpp"

#include <charconv>
#include <cmath>

#include "docmill/base/utf8.hpp"
#include "json/json_value.hpp"

namespace docmill::process {

std::string trouble_with_json(std::string_view text) {
  if (const std::size_t bad = utf8::find_invalid(text); bad != std::string_view::npos)
    return "byte " + std::to_string(bad) + " is not valid UTF-8";
  const JsonError error = find_json_error(text);
  return error.ok() ? "" : "byte " + std::to_string(error.at) + " is not valid JSON";
}

JsonKind JsonValue::kind() const {
  switch (text_.empty() ? 'n' : text_.front()) {
    case '{': return JsonKind::object;
    case '[': return JsonKind::array;
    case '"': return JsonKind::string;
    case 't':
    case 'f': return JsonKind::boolean;
    case 'n': return JsonKind::null;
    default: return JsonKind::number;
  }
}

const char* JsonValue::name() const {
  switch (kind()) {
    case JsonKind::object: return "an object";
    case JsonKind::array: return "an array";
    case JsonKind::string: return "a string";
    case JsonKind::boolean: return "a boolean";
    case JsonKind::number: return "a number";
    default: return "null";
  }
}

std::string JsonValue::string() const {
  std::string out;
  append_json_unescaped(out, inside_json_string(text_));
  return out;
}

std::optional<int64_t> JsonValue::integer() const {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (!is(JsonKind::number) || error != std::errc() || end != text_.data() + text_.size()) return std::nullopt;
  return value;
}

std::optional<double> JsonValue::number() const {
  double value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (!is(JsonKind::number) || error != std::errc() || end != text_.data() + text_.size()) return std::nullopt;
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace docmill::process
