#include "classify/lines.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/text_writer.hpp"

namespace docmill::cleaner {

namespace {

constexpr std::size_t many_lines = 10000;

// Classes of ASCII bytes for the counting loop.
enum Byte : uint8_t { other, small, capital, digit, space, mark, separator, high };
constexpr std::array<Byte, 256> byte_classes = [] {
  std::array<Byte, 256> t{};
  for (int b = 0; b < 256; ++b) t[b] = b >= 0x80 ? high : other;
  for (int b = 'a'; b <= 'z'; ++b) t[b] = small;
  for (int b = 'A'; b <= 'Z'; ++b) t[b] = capital;
  for (int b = '0'; b <= '9'; ++b) t[b] = digit;
  for (int b = 0; b <= 0x20; ++b) t[b] = space;
  t['.'] = t['!'] = t['?'] = mark;
  t['|'] = t['/'] = t['>'] = separator;
  return t;
}();

bool is_space(char32_t c) {
  const CharacterClass k = classify(c);
  return k == CharacterClass::space || k == CharacterClass::odd_space || k == CharacterClass::line_end ||
         k == CharacterClass::invisible;
}

bool is_ideograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

bool is_full_stop(char32_t c) { return c == '.' || c == 0x3002 || c == 0x2026 || c == 0x06D4 || c == 0x0964; }
bool is_sentence_mark(char32_t c) {
  return is_full_stop(c) || c == '!' || c == '?' || c == 0xFF01 || c == 0xFF1F || c == 0x061F || c == 0x203C;
}
bool is_closer(char32_t c) {
  switch (c) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case 0x2019:
    case 0x201D:
    case 0x201C:
    case 0xBB:
    case 0xAB:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0xFF09: return true;
    default: return false;
  }
}
bool is_bullet(char32_t c) {
  switch (c) {
    case '-':
    case '*':
    case 0x2022:
    case 0x2013:
    case 0x2014:
    case 0xB7:
    case 0x25CF:
    case 0x25AA:
    case 0x25A0:
    case 0x25E6:
    case 0x2023:
    case 0x203A: return true;
    default: return false;
  }
}
bool is_separator(char32_t c) {
  return c == '|' || c == 0xB7 || c == 0x2022 || c == 0xBB || c == '/' || c == '>' || c == 0x203A;
}

bool is_visible_ascii(char c) { return c > ' ' && c < 0x7F; }

void trim(std::string_view source, Line& line) {
  std::size_t start = line.raw_start, end = line.raw_end;
  while (start < end && !is_visible_ascii(source[start])) {
    std::size_t next = start;
    if (!is_space(utf8::next(source, next))) break;
    start = next;
  }
  while (end > start && !is_visible_ascii(source[end - 1])) {
    std::size_t before = end;
    if (!is_space(utf8::previous(source, before))) break;
    end = before;
  }
  line.start = static_cast<uint32_t>(start);
  line.end = static_cast<uint32_t>(end);
}

void look_at_end(std::string_view text, Line& line) {
  if (text.empty() || ascii::is_letter(text.back()) || ascii::is_digit(text.back())) return;
  std::size_t at = text.size();
  for (int closers = 0; at > 0 && closers < 5; ++closers) {
    const char32_t c = utf8::previous(text, at);
    if (is_closer(c)) continue;
    line.ends_sentence = is_sentence_mark(c);
    line.ends_full_stop = is_full_stop(c);
    line.ends_colon = c == ':' || c == 0xFF1A;
    return;
  }
}

void look_at_start(std::string_view text, Line& line) {
  if (text.empty()) return;
  if (ascii::is_letter(text.front())) {
    line.begins_small = ascii::is_lower(text.front());
    return;
  }
  std::size_t at = 0;
  const char32_t first = utf8::next(text, at);
  line.bullet = is_bullet(first) && at < text.size() && (text[at] == ' ' || first > 0x7F);
  for (std::size_t i = 0; i < text.size() && i < 16;) {
    const char32_t c = utf8::next(text, i);
    if (c < 0x80) {
      const Byte kind = byte_classes[c];
      line.begins_small = kind == small;
      if (kind == small || kind == capital || kind == digit) return;
      continue;
    }
    if (u_isdigit(static_cast<UChar32>(c))) return;
    if (!u_isalpha(static_cast<UChar32>(c))) continue;
    line.begins_small = u_islower(static_cast<UChar32>(c));
    return;
  }
}

bool looks_like_url(std::string_view text) {
  const auto begins = [&](std::string_view p) { return text.substr(0, p.size()) == p; };
  if (text.find(' ') != std::string_view::npos) return false;
  return begins("http://") || begins("https://") || begins("www.");
}

Byte class_by_icu(char32_t c) {
  if (is_space(c)) return space;
  if (is_sentence_mark(c)) return mark;
  if (is_separator(c)) return separator;
  const auto u = static_cast<UChar32>(c);
  if (u_islower(u)) return small;
  if (u_isupper(u) || u_istitle(u)) return capital;
  if (u_isdigit(u)) return digit;
  return u_isalpha(u) ? small : other;
}

// The alphabets of Europe and the Near East are asked for once.
constexpr char32_t n_known = 0x700;
Byte class_of(char32_t c) {
  static const std::array<Byte, n_known> known = [] {
    std::array<Byte, n_known> table{};
    for (char32_t k = 0; k < n_known; ++k) table[k] = class_by_icu(k);
    return table;
  }();
  return c < n_known ? known[c] : class_by_icu(c);
}

// One byte of ASCII for each code point, of the same class; false where ideographs stand, each of which is a word of
// its own.
bool as_classes(std::string_view text, std::string& out) {
  static constexpr char stands_for[] = {'#', 'a', 'A', '0', ' ', '!', '|'};
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t high = find_at_least(text, 0x80, at);
    out.append(text.substr(at, high - at));
    at = high;
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) {
      const char32_t c = utf8::next(text, at);
      if (c >= 0x2E80) return false;
      out += c >= 0x2010 && c <= 0x2021 ? '#' : stands_for[class_of(c)];
    }
  }
  return true;
}

void take(const AsciiCounts& found, Line& line) {
  line.words = found.words;
  line.capitals = found.capitals;
  line.joints = found.joints;
  line.digits = found.digits;
  line.sentence_ends = found.sentence_ends;
  line.separators = found.separators;
  if (line.ends_sentence && line.sentence_ends == 0) line.sentence_ends = 1;
}

// Is all that is not ASCII dashes and quotes? They count as marks, byte by byte as well.
bool has_only_common_marks(std::string_view text) {
  std::size_t at = find_at_least(text, 0x80, 0);
  for (; at + 2 < text.size(); at = find_at_least(text, 0x80, at + 3)) {
    const auto last = static_cast<unsigned char>(text[at + 2]);
    if (text[at] != '\xE2' || text[at + 1] != '\x80' || last < 0x90 || last > 0xA1) return false;
  }
  return at >= text.size();
}

void count(std::string_view source, Line& line, std::string& classes) {
  const std::string_view text = text_of(source, line);
  const AsciiCounts found = count_ascii(source, line.start, line.end);
  if (!found.high || has_only_common_marks(text)) {
    line.plain = !found.odd && line.start == line.raw_start && line.end == line.raw_end;
    return take(found, line);
  }
  if (as_classes(text, classes)) return take(count_ascii(classes), line);
  Byte before = space, before_that = space;
  uint32_t ideographs = 0;
  for (std::size_t i = 0; i < text.size();) {
    Byte now = byte_classes[static_cast<unsigned char>(text[i])];
    bool wide = false;
    if (now != high) {
      ++i;
    } else {
      const char32_t c = utf8::next(text, i);
      if (c >= 0x2010 && c <= 0x2021) {  // dashes and quotes: common, and nothing to ask of them
        before_that = before;
        if (before == space) ++line.words;
        before = other;
        continue;
      }
      wide = is_ideograph(c);
      ideographs += wide;
      if (wide) now = space;  // each stands for itself
      else now = class_of(c);
      if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F) ++line.sentence_ends;
    }
    if (now != space && before == space) {
      ++line.words;
      line.capitals += now == capital;
    }
    line.joints += now == capital && before == small;
    line.digits += now == digit;
    // "U.S. imposed" is no end, "chips. The" is: two letters or a digit before the mark.
    if (now == space && !wide && before == mark && before_that != capital) ++line.sentence_ends;
    if (now == space && before == separator && before_that == space) ++line.separators;
    before_that = before;
    before = now;
  }
  line.words += (ideographs + 1) / 2;
  if (line.ends_sentence && line.sentence_ends == 0) line.sentence_ends = 1;
}

}  // namespace

void look_at(std::string_view source, Line& line, std::string& scratch) {
  const std::string_view text = text_of(source, line);
  look_at_end(text, line);
  look_at_start(text, line);
  if (text.size() > long_line && line.ends_sentence) {
    line.words = static_cast<uint32_t>(text.size() / 6);
    line.capitals = line.words / 8;
    line.sentence_ends = std::max<uint32_t>(1, line.words / 20);
    return;
  }
  count(source, line, scratch);
  line.url = line.words == 1 && looks_like_url(text);
}

namespace {

// Of a text with returns, which alone end lines, too.
std::size_t find_line_end(std::string_view source, std::size_t at) {
  for (; at + scan_width <= source.size(); at += scan_width) {
    const auto bytes = detail::load(source.data() + at);
    if (const uint32_t ends = bytes16::high_bits((bytes == detail::all('\n')) | (bytes == detail::all('\r')));
        ends != 0)
      return at + static_cast<std::size_t>(std::countr_zero(ends));
  }
  return source.find_first_of("\r\n", at);
}

}  // namespace

void read_lines(std::string_view source, std::vector<Line>& lines) {
  lines.clear();
  uint32_t blank = 0;
  std::string classes;
  const bool returns = std::memchr(source.data() ? source.data() : "", '\r', source.size()) != nullptr;
  // Of a text of millions of lines a table that doubles would be in memory twice; what is not used is never touched.
  std::size_t most = count_byte(source, '\n') + 1;
  if (returns) most += count_byte(source, '\r');
  if (most > many_lines) lines.reserve(most);
  std::size_t at = 0;
  while (at < source.size()) {
    const std::size_t end = std::min(returns ? find_line_end(source, at) : source.find('\n', at), source.size());
    Line& line = lines.emplace_back();
    line.raw_start = static_cast<uint32_t>(at);
    line.raw_end = static_cast<uint32_t>(end);
    trim(source, line);
    if (line.blank()) {
      ++blank;
      lines.pop_back();
    } else {
      line.blank_before = blank;
      blank = 0;
      look_at(source, line, classes);
    }
    at = end + 1;
    if (end + 1 < source.size() && source[end] == '\r' && source[end + 1] == '\n') ++at;
  }
}

bool is_sentence(const Line& line) { return line.ends_sentence && line.words >= 4 && !line.url; }

bool is_prose(const Line& line) {
  if (line.ends_sentence || line.ends_colon) return line.words >= 12;
  return line.words >= 30 && line.sentence_ends >= 1;
}

bool is_title_like(const Line& line) {
  return line.words >= 1 && line.words <= 30 && !line.ends_full_stop && !line.url && line.size() <= 300;
}

bool is_run_together(const Line& line) {
  return line.joints >= 4 && line.joints * 2 >= line.words && line.sentence_ends == 0;
}

bool is_separated_menu(const Line& line) {
  return line.separators >= 2 && line.sentence_ends == 0 && line.words <= (line.separators + 1) * 4 + line.separators;
}

}  // namespace docmill::cleaner
