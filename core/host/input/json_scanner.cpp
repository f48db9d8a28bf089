#include "host/input/json_scanner.hpp"

#include <cstdint>
#include <cstring>

#include "docmill/base/ascii.hpp"
#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::host {
namespace {

constexpr int deepest = 32;
constexpr std::ptrdiff_t most_digits = 18;  // of which every number is in the range of everything

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
  ++at_;
  if (out != nullptr) out->clear();
  for (;;) {
    const char* stop = detail::json_find_escape(at_, end_);
    if (out != nullptr) out->append(at_, static_cast<std::size_t>(stop - at_));
    at_ = stop;
    if (at_ == end_) return false;
    const char c = *at_++;
    if (c == '"') return true;
    if (c != '\\' || !escape(out)) return false;  // else it is a control character
  }
}

// Behind a backslash.
bool JsonScanner::escape(std::string* out) {
  if (at_ == end_) return false;
  const char c = *at_++;
  if (const char plain = short_escape(c); plain != '\0') {
    if (out != nullptr) *out += plain;
    return true;
  }
  unsigned first = 0, second = 0;
  if (c != 'u' || !unit(first) || is_low_half(first)) return false;
  char32_t character = first;
  if (is_high_half(first)) {
    if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return false;
    at_ += 2;
    if (!unit(second) || !is_low_half(second)) return false;
    character = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }
  if (out != nullptr) utf8::append(*out, character);
  return true;
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
