#include "host/input/json_scanner.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "docmill/base/ascii.hpp"
#include "docmill/base/bytes16.hpp"
#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::host {
namespace {

constexpr int deepest = 32;
constexpr std::size_t longest_character = 4;  // bytes of UTF-8
constexpr std::size_t longest_step = bytes16::size + longest_character;
constexpr std::size_t shortest_room = 1024;  // that is made for a string with escapes
constexpr std::ptrdiff_t most_digits = 18;   // of which every number is in the range of everything

const char* behind_digits(const char* at, const char* end) {
  while (at != end && ascii::is_digit(*at)) ++at;
  return at;
}

// The character that an escape of two bytes stands for; 0: there is none.
char short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
  }
}

bool is_high_half(unsigned unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_half(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

void JsonScanner::skip_space() {
  while (at_ != end_ && ascii::is_space(*at_)) ++at_;
}

bool JsonScanner::take(char c) {
  skip_space();
  if (!is_at(c)) return false;
  ++at_;
  return true;
}

bool JsonScanner::string(std::string* out) {
  if (!is_at('"')) return false;
  const char* const begin = ++at_;
  at_ = detail::json_find_escape(at_, end_);
  if (at_ == end_) return false;
  if (out != nullptr) out->assign(begin, static_cast<std::size_t>(at_ - begin));
  if (*at_ == '"') {
    ++at_;
    return true;
  }
  return out != nullptr ? decode(*out) : check();
}

// The rest of a string.
bool JsonScanner::check() {
  while (at_ != end_) {
    const char c = *at_++;
    if (c == '"') return true;
    char escaped[longest_character];
    if (c != '\\' || escape(escaped) == 0) return false;  // else it is a control character
    at_ = detail::json_find_escape(at_, end_);
  }
  return false;
}

// The rest of a string, behind what `out` has of it: an escape, what is plain behind it, and so on. That is copied in
// blocks, each of which may be written beyond what is wanted of it. Places are in local variables, as for all the
// compiler knows a byte that is written may be one of those in memory.
bool JsonScanner::decode(std::string& out) {
  const char* at = at_;
  const char* const end = end_;
  char* to = out.data() + out.size();
  char* behind_room = to;
  const auto make_room = [&] {
    if (behind_room - to >= static_cast<std::ptrdiff_t>(longest_step)) return;
    const auto size = static_cast<std::size_t>(to - out.data());
    const std::size_t left = static_cast<std::size_t>(end - at) + longest_step;
    out.resize(size + std::min(left, size + shortest_room));
    to = out.data() + size;
    behind_room = out.data() + out.size();
  };
  while (at != end) {
    const char c = *at++;
    if (c == '"') {
      at_ = at;
      out.resize(static_cast<std::size_t>(to - out.data()));
      return true;
    }
    if (c != '\\') return false;  // a control character
    make_room();
    if (const char plain = at != end ? short_escape(*at) : '\0'; plain != '\0') {
      *to++ = plain;
      ++at;
    } else {
      at_ = at;
      const std::size_t n = escape(to);
      if (n == 0) return false;
      to += n;
      at = at_;
    }
    std::size_t plain = bytes16::size;
    while (plain == bytes16::size && end - at >= static_cast<std::ptrdiff_t>(bytes16::size)) {
      make_room();
      const bytes16::Bytes block = bytes16::load(at);
      std::memcpy(to, &block, bytes16::size);
      plain = bytes16::first(detail::json_escapes_in(block));
      at += plain;
      to += plain;
    }
    if (plain != bytes16::size) continue;
    make_room();
    while (at != end && !detail::json_needs_escape(*at)) *to++ = *at++;
  }
  return false;
}

// Behind a backslash: writes the character, and says how many bytes it has; 0: there is none.
std::size_t JsonScanner::escape(char* to) {
  if (at_ == end_) return 0;
  const char c = *at_++;
  if (const char plain = short_escape(c); plain != '\0') {
    *to = plain;
    return 1;
  }
  unsigned first = 0, second = 0;
  if (c != 'u' || !unit(first) || is_low_half(first)) return 0;
  char32_t character = first;
  if (is_high_half(first)) {
    if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return 0;
    at_ += 2;
    if (!unit(second) || !is_low_half(second)) return 0;
    character = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }
  return utf8::write(to, character);
}

// Four hexadecimal digits.
bool JsonScanner::unit(unsigned& value) {
  if (end_ - at_ < 4) return false;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char letter = ascii::lower(*at_);
    const bool is_letter = letter >= 'a' && letter <= 'f';
    if (!is_letter && !ascii::is_digit(letter)) return false;
    value = value * 16 + static_cast<unsigned>(is_letter ? letter - 'a' + 10 : letter - '0');
  }
  return true;
}

bool JsonScanner::number(Type& type) {
  const char* const digits = is_at('-') ? at_ + 1 : at_;
  const char* stop = behind_digits(digits, end_);
  if (stop == digits || stop - digits > most_digits || (*digits == '0' && stop - digits > 1)) return false;
  type = Type::integer;
  if (stop != end_ && *stop == '.') {
    const char* const fraction = stop + 1;
    stop = behind_digits(fraction, end_);
    if (stop == fraction || stop - fraction > most_digits) return false;
    type = Type::number;
  }
  if (stop != end_ && (*stop == 'e' || *stop == 'E')) return false;
  at_ = stop;
  return true;
}

bool JsonScanner::word(std::string_view expected) {
  if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, expected.size()) != expected) return false;
  at_ += expected.size();
  return true;
}

bool JsonScanner::value(Type& type) {
  switch (at_ != end_ ? *at_ : '\0') {
    case '"': type = Type::string; return string(nullptr);
    case '{': type = Type::object; return items('}', true);
    case '[': type = Type::array; return items(']', false);
    case 't': type = Type::boolean; return word("true");
    case 'f': type = Type::boolean; return word("false");
    case 'n': type = Type::null; return word("null");
    default: return number(type);
  }
}

// An object or array that begins here.
bool JsonScanner::items(char last, bool named) {
  ++at_;
  if (take(last)) return true;
  if (++depth_ > deepest) return false;
  do {
    skip_space();
    if (named && (!string(nullptr) || !take(':'))) return false;
    skip_space();
    Type type{};
    if (!value(type)) return false;
  } while (take(','));
  --depth_;
  return take(last);
}

}  // namespace docmill::host
