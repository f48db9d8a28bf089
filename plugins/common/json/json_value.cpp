#include "json/json_value.hpp"

#include <optional>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill {

namespace {

using ascii::is_space;

std::size_t skip_space(std::string_view json, std::size_t at) {
  while (at < json.size() && is_space(json[at])) ++at;
  return at;
}

// Behind the string that begins at json[at].
std::size_t skip_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size(); ++at) {
    if (json[at] == '\\') ++at;
    else if (json[at] == '"') return at + 1;
  }
  return json.size();
}

// Behind the value that begins at json[at]: counts brackets instead of descending.
std::size_t skip_value(std::string_view json, std::size_t at) {
  std::size_t depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = skip_string(json, at);
      if (depth == 0) return at;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;
      if (--depth == 0) return at + 1;
    } else if (depth == 0 && (c == ',' || is_space(c))) {
      return at;
    }
    ++at;
  }
  return at;
}

std::optional<unsigned> four_digits(std::string_view s, std::size_t at) {
  if (at + 4 > s.size()) return std::nullopt;
  unsigned value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = s[i];
    unsigned digit = 0;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    else if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    else return std::nullopt;
    value = value * 16 + digit;
  }
  return value;
}

// The code point of \uHHHH (with `at` at the digits), of both halves where they make a pair; `at` moves behind it.
char32_t read_escape(std::string_view s, std::size_t& at) {
  constexpr char32_t replacement = 0xFFFD;
  const std::optional<unsigned> first = four_digits(s, at);
  if (!first) return replacement;
  at += 4;
  if (*first < 0xD800 || *first > 0xDFFF) return *first;
  if (*first > 0xDBFF || s.substr(at, 2) != "\\u") return replacement;
  const std::optional<unsigned> second = four_digits(s, at + 2);
  if (!second || *second < 0xDC00 || *second > 0xDFFF) return replacement;
  at += 6;
  return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
}

char simple_escape(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;  // the quotation mark, the backslash, the slash
  }
}

}  // namespace

void append_json_minified(std::string& out, std::string_view json) {
  std::size_t at = skip_space(json, 0);
  if (at == json.size()) {
    out += "null";
    return;
  }
  std::size_t clean = at;
  while (at < json.size()) {
    if (json[at] == '"') {
      at = skip_string(json, at);
    } else if (is_space(json[at])) {
      out.append(json, clean, at - clean);
      clean = at = skip_space(json, at);
    } else {
      ++at;
    }
  }
  out.append(json, clean, at - clean);
}

void append_json_unescaped(std::string& out, std::string_view inside) {
  std::size_t at = 0;
  while (at < inside.size()) {
    const std::size_t backslash = inside.find('\\', at);
    out.append(inside.substr(at, backslash - at));
    if (backslash == std::string_view::npos || backslash + 1 == inside.size()) return;
    at = backslash + 2;
    const char c = inside[backslash + 1];
    if (c == 'u') utf8::append(out, read_escape(inside, at));
    else out += simple_escape(c);
  }
}

JsonParts::JsonParts(std::string_view json) : json_(json) {
  at_ = skip_space(json_, 0);
  if (at_ == json_.size()) return;
  object_ = json_[at_] == '{';
  array_ = json_[at_] == '[';
  ++at_;
}

bool JsonParts::next() {
  if (!object_ && !array_) return false;
  at_ = skip_space(json_, at_);
  if (at_ < json_.size() && json_[at_] == ',') at_ = skip_space(json_, at_ + 1);
  if (at_ >= json_.size() || json_[at_] == '}' || json_[at_] == ']') return false;
  if (object_) {
    if (json_[at_] != '"') return false;
    const std::size_t behind = skip_string(json_, at_);
    key_ = inside_json_string(json_.substr(at_, behind - at_));
    at_ = skip_space(json_, behind);
    if (at_ >= json_.size() || json_[at_] != ':') return false;
    at_ = skip_space(json_, at_ + 1);
  }
  const std::size_t behind = skip_value(json_, at_);
  if (behind == at_) return false;
  value_ = json_.substr(at_, behind - at_);
  at_ = behind;
  return true;
}

bool JsonParts::key_is(std::string_view name) const {
  if (key_.find('\\') == std::string_view::npos) return key_ == name;
  std::string plain;
  append_json_unescaped(plain, key_);
  return plain == name;
}

}  // namespace docmill
