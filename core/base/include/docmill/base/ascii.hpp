// Classes of ASCII characters, whatever the locale. Bytes of 0x80 and above are in none of them.
#pragma once

namespace docmill::ascii {

// 0 to 9.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
// a to z.
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
// A to Z.
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
// a to z, A to Z.
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
// What JSON and TOML take for space: blank, tab, and the two ends of a line.
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A to Z as a to z; all else as it is.
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace docmill::ascii
