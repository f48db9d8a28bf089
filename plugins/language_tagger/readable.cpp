#include "readable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "non_language.hpp"

namespace docmill::language {

namespace {

bool is_refused(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  if (c >= 0x7F && c <= 0x9F) return true;
  return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

using ascii::is_space;

bool starts_with(std::string_view text, std::size_t at, std::string_view prefix) {
  return text.substr(at, prefix.size()) == prefix;
}

// Does an address stand around the sign at `at`, not reaching back before `done`?
bool is_address_mark(std::string_view text, std::size_t at, std::size_t done) {
  switch (text[at]) {
    case ':': return starts_with(text, at, "://");
    case '@': return at > 0 && at + 1 < text.size() && !is_space(text[at - 1]) && !is_space(text[at + 1]);
    case '.':
      return at >= done + 3 && starts_with(text, at - 3, "www.") &&
             (at == 3 || text[at - 4] == ' ' || text[at - 4] == '(');
    default: return false;
  }
}

// What is to be done at a byte.
enum Sort : uint8_t { plain, blank_space, mark, refusable };
constexpr auto sorts = [] {
  std::array<Sort, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = refusable;
  for (const std::size_t c : {0x7F, 0xC2, 0xEF, 0xF0, 0xF1, 0xF2, 0xF3, 0xF4}) table[c] = refusable;
  for (const char c : std::string_view("#@/\\._={:(0123456789")) table[static_cast<unsigned char>(c)] = mark;
  for (const char c : std::string_view(" \t\n\r")) table[static_cast<unsigned char>(c)] = blank_space;
  return table;
}();

// ASCII that may stand in an address: an address ends at what is not (in Chinese nothing else ends it).
bool in_address(char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"' && c != '|'; }

// Lends a copy of the text as soon as something is to be blanked.
class Copy {
 public:
  Copy(std::string_view text, std::string& scratch) : text_(text), scratch_(scratch) {}
  void blank(std::size_t from, std::size_t to) {
    if (!made_) scratch_.assign(text_);
    made_ = true;
    std::fill(scratch_.begin() + static_cast<std::ptrdiff_t>(from), scratch_.begin() + static_cast<std::ptrdiff_t>(to),
              ' ');
  }
  std::string_view result() const { return made_ ? std::string_view(scratch_) : text_; }

 private:
  std::string_view text_;
  std::string& scratch_;
  bool made_ = false;
};

// Blanks the address around `mark`, not going back before `done`; gives its end.
std::size_t blank_address(std::string_view text, std::size_t mark, std::size_t done, Copy& copy) {
  std::size_t from = mark;
  while (from > done && in_address(text[from - 1])) --from;
  std::size_t to = mark;
  while (to < text.size() && in_address(text[to])) ++to;
  copy.blank(from, to);
  return to;
}

}  // namespace

constexpr std::size_t long_token = 12;  // a token without a mark that is looked at nevertheless

std::string_view readable(std::string_view text, std::string& scratch) {
  Copy copy(text, scratch);
  std::size_t at = 0, done = 0, token = 0;
  bool marked = false;
  const auto end_token = [&](std::size_t to) {
    if ((marked || to - token >= long_token) && token >= done) {
      const std::string_view word = text.substr(token, to - token);
      if (marked ? is_machine_token(word) : is_identifier(word)) copy.blank(token, to);
    }
    marked = false;
    token = to + 1;
  };
  while (at < text.size()) {
    const Sort sort = sorts[static_cast<unsigned char>(text[at])];
    if (sort == plain) {
      ++at;
      continue;
    }
    if (sort == refusable) {
      const std::size_t from = at;
      if (is_refused(utf8::next(text, at))) copy.blank(from, at);
      continue;
    }
    if (sort == blank_space) end_token(at);
    else marked = true;
    if (sort == mark && is_address_mark(text, at, done)) {
      at = done = blank_address(text, at, done, copy);
      continue;
    }
    ++at;
  }
  if (token < text.size()) end_token(text.size());
  return copy.result();
}

}  // namespace docmill::language
