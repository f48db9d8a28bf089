// What a person reads of a diagnostic: the sentence with its place, the line, the caret, the details.
#include <algorithm>
#include <array>

#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"
#include "host/diagnostics/diagnostics.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t longest_line = 120;  // code points shown of a line
constexpr std::string_view cut_mark = "...";
constexpr std::string_view line_indent = "    ";
constexpr std::string_view detail_indent = "  ";

// C0, DEL and C1: they would move the cursor or colour the terminal.
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

// The code points of a line that may hold anything: what is not UTF-8 and what is not to be printed becomes U+FFFD.
std::u32string printable(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    if (utf8::valid_length(text, at) == 0) {
      out += U'\uFFFD';
      ++at;
      continue;
    }
    const char32_t c = utf8::next(text, at);
    out += is_control(c) && c != U'\t' ? U'\uFFFD' : c;
  }
  return out;
}

std::string printable_text(std::string_view text) {
  std::string out;
  for (const char32_t c : printable(text)) utf8::append(out, c == U'\t' ? U' ' : c);
  return out;
}

// Columns that a terminal gives a code point: the common blocks of wide and of combining characters (UAX 11, roughly).
// A caret one column off is harmless, so the exact tables are not carried along.
std::size_t terminal_width(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  static constexpr std::array combining = {Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
                                           Range{0x064B, 0x065F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
                                           Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}};
  static constexpr std::array wide = {Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},  Range{0x3041, 0xA4CF},
                                      Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},  Range{0xFE30, 0xFE6F},
                                      Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},  Range{0x1F300, 0x1F64F},
                                      Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};
  const auto holds = [c](const Range& r) { return c >= r.first && c <= r.last; };
  if (std::any_of(combining.begin(), combining.end(), holds)) return 0;
  return std::any_of(wide.begin(), wide.end(), holds) ? 2 : 1;
}

struct Window {
  std::size_t begin, end;  // code points of the line
};

// The part of a line of `size` code points that is shown: all, or the longest_line around `column`.
Window window_around(std::size_t size, std::size_t column) {
  if (size <= longest_line) return {0, size};
  const std::size_t at = column == 0 ? 0 : std::min(column - 1, size);
  std::size_t begin = at > longest_line / 2 ? at - longest_line / 2 : 0;
  begin = std::min(begin, size - longest_line);
  return {begin, begin + longest_line};
}

void append_line(std::string& out, const std::u32string& line, Window window) {
  out += line_indent;
  if (window.begin > 0) out += cut_mark;
  for (std::size_t i = window.begin; i < window.end; ++i) utf8::append(out, line[i]);
  if (window.end < line.size()) out += cut_mark;
  out += '\n';
}

void append_caret(std::string& out, const std::u32string& line, Window window, std::size_t column) {
  out += line_indent;
  if (window.begin > 0) out.append(cut_mark.size(), ' ');
  const std::size_t end = std::min(column - 1, window.end);
  for (std::size_t i = window.begin; i < end; ++i) {
    if (line[i] == U'\t') out += '\t';
    else out.append(terminal_width(line[i]), ' ');
  }
  out += "^\n";
}

void append_place(std::string& out, const Place& place) {
  if (place.source == nullptr) return;
  out += printable_text(place.source->name);
  if (place.line != 0) out += ':' + std::to_string(place.line);
  if (place.line != 0 && place.column != 0) out += ':' + std::to_string(place.column);
  out += ": ";
}

void append_excerpt(std::string& out, const Place& place) {
  if (place.source == nullptr || place.line == 0) return;
  // Of a line of megabytes only the neighbourhood is decoded: a code point has at most four bytes.
  const std::size_t enough = (std::size_t{place.column} + longest_line + 1) * 4;
  const std::u32string line = printable(place.source->line(place.line).substr(0, enough));
  if (line.empty()) return;
  const Window window = window_around(line.size(), place.column);
  append_line(out, line, window);
  if (place.column != 0) append_caret(out, line, window, place.column);
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
  std::string out;
  append_place(out, diagnostic.place);
  if (diagnostic.severity == Severity::warning) out += "warning: ";
  out += printable_text(diagnostic.message);
  out += '\n';
  append_excerpt(out, diagnostic.place);
  for (const std::string& detail : diagnostic.details) {
    out += detail_indent;
    out += printable_text(detail);
    out += '\n';
  }
  return out;
}

std::string render_in_one_line(const Diagnostic& diagnostic) {
  std::string out;
  append_place(out, diagnostic.place);
  if (diagnostic.severity == Severity::warning) out += "warning: ";
  out += docmill::printable(diagnostic.message);
  for (const std::string& detail : diagnostic.details) out += "; " + docmill::printable(detail);
  return out;
}

}  // namespace docmill::host
