#include "paragraphs.hpp"

#include <bit>

#include "byte_windows.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || c == 0xFEFF || c == 0x2028 || c == 0x2029;
}

// Does a line end at text[i], of which the byte is one that may end one?
bool ends_line(std::string_view text, std::size_t i) {
  return text[i] != '\xE2' || (text[i + 1] == '\x80' && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9'));
}

// Offset of the next line end at or after `from`, or the size of the text.
std::size_t line_end(std::string_view text, std::size_t from) {
  for (; from + window <= text.size(); from += window) {
    const WindowBytes bytes = window_at(text, from);
    for (uint32_t bits = high_bits(is(bytes, '\n') | is(bytes, '\r') | is(bytes, 0xE2)); bits != 0; bits &= bits - 1) {
      const std::size_t at = from + static_cast<std::size_t>(std::countr_zero(bits));
      if (ends_line(text, at)) return at;
    }
  }
  for (; from < text.size(); ++from) {
    if ((text[from] == '\n' || text[from] == '\r' || text[from] == '\xE2') && ends_line(text, from)) return from;
  }
  return text.size();
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
