#include "readable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "byte_windows.hpp"
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

// A bit for each byte of the window that may be something else than plain.
inline uint32_t not_plain(WindowBytes b) {
  return high_bits(is_from_to(b, 0, '(') | is_from_to(b, '.', '@') | is_from_to(b | 0x20, '{', 0x7F) | is(b, 0xC2) |
                   is_from_to(b, 0xEF, 0xFF));
}

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

constexpr std::size_t long_token = 12;  // a token without a mark that is looked at nevertheless

// Walks over what is not plain in a text and blanks what is no language.
class Reader {
 public:
  Reader(std::string_view text, std::string& scratch) : text_(text), copy_(text, scratch) {}

  std::string_view read() {
    std::size_t at = 0;
    for (; at + window <= text_.size(); at += window) {
      const WindowBytes bytes = window_at(text_, at);
      const uint32_t bits = not_plain(bytes);
      if (bits != 0 && !has_short_words(at, bytes, bits)) look_at(at, bits);
    }
    std::array<char, window> rest{};  // what is behind the end is plain
    std::fill(rest.begin(), rest.end(), 'x');
    std::copy(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.end(), rest.begin());
    look_at(at, not_plain(window_at({rest.data(), window}, 0)));
    if (token_ < text_.size()) end_token(text_.size());
    return copy_.result();
  }

 private:
  // Are there only plain bytes and blanks, and is no word that ends here looked at? Then they are passed over.
  bool has_short_words(std::size_t from, WindowBytes bytes, uint32_t not_plain) {
    const uint32_t blanks = high_bits(is(bytes, ' ') | is_from_to(bytes, '\t', '\n') | is(bytes, '\r'));
    if (not_plain != blanks || marks_ != 0 || from < next_) return false;
    const auto first = static_cast<std::size_t>(std::countr_zero(blanks));
    uint32_t near = blanks | blanks << 1;  // no more than so many bytes behind a blank
    near |= near << 2;
    near |= near << 4;
    near |= near << (long_token - 8);
    if (from + first - token_ >= long_token || (blanks & ~(near << 1) & (blanks - 1)) != 0) return false;
    token_ = from + static_cast<std::size_t>(std::bit_width(blanks));
    return true;
  }
  void look_at(std::size_t from, uint32_t bits) {
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t at = from + static_cast<std::size_t>(std::countr_zero(bits));
      if (at < next_) continue;
      const Sort sort = sorts[static_cast<unsigned char>(text_[at])];
      if (sort == blank_space) end_token(at);
      else if (sort == mark) look_at_mark(at);
      else if (sort == refusable) look_at_refusable(at);
    }
  }
  void look_at_mark(std::size_t at) {
    marks_ += 1;
    last_mark_ = at;
    if (is_address_mark(text_, at, done_)) next_ = done_ = blank_address(text_, at, done_, copy_);
  }
  void look_at_refusable(std::size_t at) {
    next_ = at;
    if (is_refused(utf8::next(text_, next_))) copy_.blank(at, next_);
  }
  void end_token(std::size_t to) {
    if (marks_ > 0 || to - token_ >= long_token) look_at_token(to);
    marks_ = 0;
    token_ = to + 1;
  }
  void look_at_token(std::size_t to) {
    if (token_ < done_) return;
    const std::string_view word = text_.substr(token_, to - token_);
    // Of a word with a full stop behind it no more is asked than of one without.
    const bool stop_only = marks_ == 1 && word.back() == '.' && last_mark_ + 1 == to;
    if (marks_ > 0 && !stop_only) {
      if (is_machine_token(word)) copy_.blank(token_, to);
    } else if (word.size() >= long_token && is_identifier(word)) {
      copy_.blank(token_, to);
    }
  }

  std::string_view text_;
  Copy copy_;
  std::size_t next_ = 0;       // up to here all has been looked at
  std::size_t done_ = 0;       // end of the last address
  std::size_t token_ = 0;      // where the token begins
  std::size_t marks_ = 0;      // in it
  std::size_t last_mark_ = 0;  // where
};

}  // namespace

std::string_view readable(std::string_view text, std::string& scratch) { return Reader(text, scratch).read(); }

}  // namespace docmill::language
