// Writing JSON text (RFC 8259) by appending to a string. Every value has one form, so that equal values are equal
// bytes:
//   strings   UTF-8 passed through; escaped are only the quotation mark, the backslash and U+0000 to U+001F, by \b \f
//   \n
//             \r \t where there is such a form, otherwise by \u00xx in lower case
//   integers  digits, without sign or leading zeros where there is nothing to sign
//   numbers   the fewest digits that read back as the same double, always with a point or an exponent (1.0, 0.25,
//   1e+16):
//             in fixed notation from 0.0001 up to below 1e16, else in scientific notation. It is what Python's json
//             writes.
// Nothing here depends on the locale. Strings must be valid UTF-8; that is not checked.
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "docmill/base/bytes16.hpp"

namespace docmill {

namespace detail {

inline bool json_needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// Do eight bytes stand for themselves in a JSON string? Each term leaves a high bit where it finds a byte: below 0x20,
// equal to the quotation mark, equal to the backslash. (Bits may be set above a find, never without one.)
inline bool json_clean_word(const char* bytes) {
  constexpr uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  uint64_t w;
  std::memcpy(&w, bytes, sizeof w);
  const uint64_t quote = w ^ (ones * '"'), backslash = w ^ (ones * '\\');
  const uint64_t found = ((w - ones * 0x20) & ~w) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
  return (found & high) == 0;
}

// Which of sixteen bytes must be escaped?
inline bytes16::Bytes json_escapes_in(bytes16::Bytes bytes) {
  return bytes16::is_below(bytes, ' ') | bytes16::is(bytes, '"') | bytes16::is(bytes, '\\');
}

// The first byte in [at, end) that must be escaped, or end.
inline const char* json_find_escape(const char* at, const char* end) {
  for (; end - at >= static_cast<std::ptrdiff_t>(bytes16::size); at += bytes16::size) {
    const std::size_t found = bytes16::first(json_escapes_in(bytes16::load(at)));
    if (found != bytes16::size) return at + found;
  }
  if (end - at >= 8 && json_clean_word(at)) at += 8;
  while (at != end && !json_needs_escape(*at)) ++at;
  return at;
}

inline constexpr std::size_t longest_json_escape = 6;

// Writes what stands for a byte that must be escaped, and says how many bytes that is.
inline std::size_t write_json_escape(char* to, char c) {
  to[0] = '\\';
  char letter = '\0';
  switch (c) {
    case '"':
    case '\\': letter = c; break;
    case '\b': letter = 'b'; break;
    case '\f': letter = 'f'; break;
    case '\n': letter = 'n'; break;
    case '\r': letter = 'r'; break;
    case '\t': letter = 't'; break;
    default: break;
  }
  if (letter != '\0') {
    to[1] = letter;
    return 2;
  }
  constexpr char digits[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  const char code[] = {'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
  std::memcpy(to + 1, code, sizeof code);
  return longest_json_escape;
}

}  // namespace detail

// The inside of a JSON string, without its quotation marks. Copied in blocks, each of which may be written beyond what
// is wanted of it.
inline void append_json_escaped(std::string& out, std::string_view s) {
  const char* at = s.data();
  const char* const end = at + s.size();
  std::size_t size = out.size();
  // There is always room for what is left if nothing of it must be escaped, and for a block and an escape.
  const auto make_room = [&] {
    const std::size_t least = size + static_cast<std::size_t>(end - at) + bytes16::size + detail::longest_json_escape;
    if (out.size() < least) out.resize(least + static_cast<std::size_t>(end - at) / 8);
  };
  make_room();
  while (at != end) {
    char* to = out.data() + size;
    const char* const begin = at;
    std::size_t clean = bytes16::size;
    while (clean == bytes16::size && end - at >= static_cast<std::ptrdiff_t>(bytes16::size)) {
      std::memcpy(to, at, bytes16::size);
      clean = bytes16::first(detail::json_escapes_in(bytes16::load(at)));
      at += clean;
      to += clean;
    }
    if (clean == bytes16::size)
      while (at != end && !detail::json_needs_escape(*at)) *to++ = *at++;
    size += static_cast<std::size_t>(at - begin);
    if (at == end) break;
    size += detail::write_json_escape(to, *at++);
    make_room();
  }
  out.resize(size);
}

// A string with its quotation marks.
inline void append_json_string(std::string& out, std::string_view s) {
  out += '"';
  append_json_escaped(out, s);
  out += '"';
}

// An integer of any width, but no bool.
template <std::integral T>
requires(!std::same_as<T, bool>) inline void append_json_integer(std::string& out, T value) {
  char digits[24];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, static_cast<std::size_t>(result.ptr - digits));
}

// true or false.
inline void append_json_boolean(std::string& out, bool value) { out += value ? "true" : "false"; }

namespace detail {

inline constexpr std::size_t longest_json_number = 40;  // at most 17 digits, sign, point, exponent

inline std::size_t write_json_number(char* to, double value) {
  if (!std::isfinite(value)) {
    std::memcpy(to, "null", 4);
    return 4;
  }
  const double magnitude = std::fabs(value);
  if (magnitude == 0) value = 0;
  const bool fixed = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
  const auto format = fixed ? std::chars_format::fixed : std::chars_format::scientific;
  char* end = std::to_chars(to, to + longest_json_number, value, format).ptr;
  if (fixed && std::string_view(to, static_cast<std::size_t>(end - to)).find('.') == std::string_view::npos) {
    *end++ = '.';
    *end++ = '0';
  }
  return static_cast<std::size_t>(end - to);
}

}  // namespace detail

// What is not finite has no form in JSON and becomes null; -0.0 becomes 0.0.
inline void append_json_number(std::string& out, double value) {
  char digits[detail::longest_json_number + 2];  // and ".0"
  out.append(digits, detail::write_json_number(digits, value));
}

}  // namespace docmill
