// The one function between foreign text (ids, paths, texts, what plugins say) and a terminal. Characters that steer a
// terminal, that turn the direction of writing round, or that nobody sees, are shown as escapes of JSON, which the
// reader can look for in the output.
//
//   shown as \u001b and the like   U+0000 to U+001F, U+007F to U+009F; bidirectional controls (U+061C, U+200E, U+200F,
//   U+202A
//                                  to U+202E, U+2066 to U+2069); U+2028, U+2029; U+FEFF; U+FFF9 to U+FFFB; tags
//                                  (U+E0000 on)
//   shown as \x9b and the like     bytes that are not UTF-8: some terminals take them for controls
//   kept                           all else, what joins letters (U+200C, U+200D) too
//
// After: Unicode Technical Report 36 and 55 (source code with bidirectional controls).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"

namespace docmill {

// What becomes of line ends and tabs.
enum class Lines {
  keep,   // line ends and tabs stay: text of several lines
  escape  // shown as \n and \t: what stands within a line
};

// Is the character one of those that are shown as escapes?
constexpr bool is_hidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

namespace detail {

inline void append_unit(std::string& out, const char* prefix, uint32_t unit, int digits) {
  out += prefix;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += "0123456789abcdef"[unit >> shift & 15];
}

// As JSON has it: above U+FFFF two of them.
inline void append_escape(std::string& out, char32_t c) {
  if (c > 0xFFFF) {
    append_unit(out, "\\u", 0xD800 + ((c - 0x10000) >> 10), 4);
    c = 0xDC00 + ((c - 0x10000) & 0x3FF);
  }
  append_unit(out, "\\u", c, 4);
}

}  // namespace detail

// Appends what can be shown of `text`, any bytes.
inline void append_printable(std::string& out, std::string_view text, Lines lines = Lines::escape) {
  std::size_t kept = 0;  // what stands before is in `out`
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const bool valid = utf8::valid_length(text, at) != 0;
    const char32_t c = valid ? utf8::next(text, at) : static_cast<unsigned char>(text[at++]);
    const bool is_break = valid && (c == '\n' || c == '\t');
    if (valid && (!is_hidden(c) || (is_break && lines == Lines::keep))) continue;
    out.append(text, kept, begin - kept);
    kept = at;
    if (is_break) out += c == '\n' ? "\\n" : "\\t";
    else if (valid) detail::append_escape(out, c);
    else detail::append_unit(out, "\\x", c, 2);
  }
  out.append(text, kept, std::string_view::npos);
}

// What can be shown of `text`, any bytes.
inline std::string printable(std::string_view text, Lines lines = Lines::escape) {
  std::string out;
  out.reserve(text.size());
  append_printable(out, text, lines);
  return out;
}

// JSON that says the same and shows no hidden character; bytes that are not UTF-8 become U+FFFD. They can stand in
// strings only, where an escape means what it stands for.
inline std::string printable_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t begin = at;
    if (utf8::valid_length(json, at) == 0) {
      out += "\\ufffd";
      ++at;
      continue;
    }
    const char32_t c = utf8::next(json, at);
    if (is_hidden(c) && c != '\n' && c != '\t' && c != '\r') detail::append_escape(out, c);
    else out.append(json, begin, at - begin);
  }
  return out;
}

}  // namespace docmill
