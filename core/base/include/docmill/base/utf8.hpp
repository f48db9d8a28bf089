// UTF-8 by hand where a library would need another form of the text: stepping, borders, validity, counting.
// Validity follows the Unicode Standard, table 3-7 (no overlong forms, no surrogates, at most U+10FFFF).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "docmill/base/utf8_blocks.hpp"

namespace docmill::utf8 {

// Is the byte the first of a code point? (In valid UTF-8.)
constexpr bool is_start(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// Does offset `at` of valid `text` lie between two code points?
constexpr bool is_border(std::string_view text, std::size_t at) {
  return at == 0 || at >= text.size() || is_start(text[at]);
}

// Bytes of the code point that begins at text[at], 1 to 4; 0 when the bytes there are not valid UTF-8.
constexpr std::size_t valid_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  const unsigned b0 = byte(0), b1 = byte(1);
  if (b0 < 0x80) return 1;
  const auto tail = [](unsigned b) { return (b & 0xC0) == 0x80; };
  if (b0 >= 0xC2 && b0 <= 0xDF) return tail(b1) ? 2 : 0;
  if (b0 >= 0xE0 && b0 <= 0xEF) {
    if (!tail(b1) || !tail(byte(2))) return 0;
    if ((b0 == 0xE0 && b1 < 0xA0) || (b0 == 0xED && b1 > 0x9F)) return 0;
    return 3;
  }
  if (b0 >= 0xF0 && b0 <= 0xF4) {
    if (!tail(b1) || !tail(byte(2)) || !tail(byte(3))) return 0;
    if ((b0 == 0xF0 && b1 < 0x90) || (b0 == 0xF4 && b1 > 0x8F)) return 0;
    return 4;
  }
  return 0;
}

namespace detail {

// find_invalid() of the part behind `i`, where a code point begins.
inline std::size_t find_invalid_from(std::string_view text, std::size_t i) {
  while (i < text.size()) {
    // Eight ASCII bytes at a time: most of what comes in.
    while (i + 8 <= text.size()) {
      uint64_t word;
      __builtin_memcpy(&word, text.data() + i, 8);
      if ((word & 0x8080808080808080u) != 0) break;
      i += 8;
    }
    if (i >= text.size()) break;
    const std::size_t n = valid_length(text, i);
    if (n == 0) return i;
    i += n;
  }
  return std::string_view::npos;
}

// The start of the code point that goes on at `at`, or `at`: of valid text, as far as there.
inline std::size_t start_before(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i > 0 && at - i < 3;)
    if (static_cast<unsigned char>(text[--i]) >= 0xC0) return i;
  return at;
}

}  // namespace detail

// Offset of the first byte that is not valid, or npos.
inline std::size_t find_invalid(std::string_view text) {
#if defined(__x86_64__)
  if (text.size() >= 4 * detail::valid_block && has_wide_vectors)
    return detail::find_invalid_from(text, detail::start_before(text, detail::count_valid_blocks(text)));
#endif
  return detail::find_invalid_from(text, 0);
}

// Is all of the text valid UTF-8?
inline bool is_valid(std::string_view text) { return find_invalid(text) == std::string_view::npos; }

// The code point at text[at] of valid text; `at` moves behind it.
constexpr char32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned b0 = byte(0);
  if (b0 < 0x80) {
    at += 1;
    return b0;
  }
  if (b0 < 0xE0) {
    const char32_t c = ((b0 & 0x1Fu) << 6) | (byte(1) & 0x3Fu);
    at += 2;
    return c;
  }
  if (b0 < 0xF0) {
    const char32_t c = ((b0 & 0x0Fu) << 12) | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu);
    at += 3;
    return c;
  }
  const char32_t c = ((b0 & 0x07u) << 18) | ((byte(1) & 0x3Fu) << 12) | ((byte(2) & 0x3Fu) << 6) | (byte(3) & 0x3Fu);
  at += 4;
  return c;
}

// The code point that ends before text[at] of valid text (at > 0); `at` moves to its start.
constexpr char32_t previous(std::string_view text, std::size_t& at) {
  do --at;
  while (at > 0 && !is_start(text[at]));
  std::size_t i = at;
  return next(text, i);
}

// Writes a code point to a place with room for four bytes, and says how many they are. It must be a scalar value (no
// surrogate, at most U+10FFFF).
inline std::size_t write(char* to, char32_t c) {
  if (c < 0x80) {
    to[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    to[0] = static_cast<char>(0xC0 | (c >> 6));
    to[1] = static_cast<char>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    to[0] = static_cast<char>(0xE0 | (c >> 12));
    to[1] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    to[2] = static_cast<char>(0x80 | (c & 0x3F));
    return 3;
  }
  to[0] = static_cast<char>(0xF0 | (c >> 18));
  to[1] = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
  to[2] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
  to[3] = static_cast<char>(0x80 | (c & 0x3F));
  return 4;
}

// Appends a code point; a scalar value, too.
inline void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  char bytes[4];
  out.append(bytes, write(bytes, c));
}

// Code points in valid text.
inline std::size_t count(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += is_start(c);
  return n;
}

// At most `limit` bytes of valid text, cut at a code point border.
constexpr std::string_view prefix(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && !is_start(text[limit])) --limit;
  return text.substr(0, limit);
}

}  // namespace docmill::utf8
