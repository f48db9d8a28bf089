#include "paragraphs.hpp"

#include <cstring>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || c == 0xFEFF || c == 0x2028 || c == 0x2029;
}

// Offset of the first `c` in text[from, to), or `to`.
std::size_t find(std::string_view text, char c, std::size_t from, std::size_t to) {
  const void* found = from < to ? std::memchr(text.data() + from, c, to - from) : nullptr;
  return found == nullptr ? to : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Offset of the next line end at or after `from`, or the size of the text.
std::size_t line_end(std::string_view text, std::size_t from) {
  std::size_t end = find(text, '\n', from, text.size());
  end = find(text, '\r', from, end);
  for (std::size_t i = find(text, '\xE2', from, end); i < end; i = find(text, '\xE2', i + 1, end)) {
    if (text[i + 1] == '\x80' && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9')) return i;
  }
  return end;
}

std::size_t skip_space(std::string_view text, std::size_t from, std::size_t to) {
  while (from < to) {
    std::size_t after = from;
    if (!is_space(utf8::next(text, after))) break;
    from = after;
  }
  return from;
}

std::size_t skip_space_back(std::string_view text, std::size_t from, std::size_t to) {
  while (to > from) {
    std::size_t before = to;
    if (!is_space(utf8::previous(text, before))) break;
    to = before;
  }
  return to;
}

}  // namespace

std::optional<Range> Lines::next() {
  while (at_ < text_.size()) {
    const std::size_t end = line_end(text_, at_);
    const std::size_t first = skip_space(text_, at_, end);
    const std::size_t last = skip_space_back(text_, first, end);
    at_ = end;
    if (at_ < text_.size()) utf8::next(text_, at_);
    if (first < last) return Range{static_cast<uint32_t>(first), static_cast<uint32_t>(last)};
  }
  return std::nullopt;
}

}  // namespace docmill::language
