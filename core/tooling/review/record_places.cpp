#include "tooling/review/record_places.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"

namespace docmill::tooling {

std::optional<std::string_view> string_of(JsonValue object, std::string_view name) {
  const JsonValue v = object[name];
  return v.is_string() ? std::optional(v.string()) : std::nullopt;
}

std::optional<uint64_t> integer_of(JsonValue object, std::string_view name) {
  const JsonValue v = object[name];
  return v.is_unsigned() ? std::optional(v.unsigned_number()) : std::nullopt;
}

std::size_t PlaceReader::byte_of(uint64_t place) {
  if (place < place_) byte_ = place_ = 0;
  while (place_ < place && byte_ < text_.size()) {
    const std::size_t begin = byte_;
    const char32_t c = utf8::next(text_, byte_);
    place_ += unit_ == "byte" ? byte_ - begin : unit_ == "utf16" && c > 0xFFFF ? 2 : 1;
  }
  return byte_;
}

}  // namespace docmill::tooling
