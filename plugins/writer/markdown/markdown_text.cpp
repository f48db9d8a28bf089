#include "markdown/markdown_text.hpp"

#include <algorithm>
#include <cstring>

#include "docmill/base/ascii.hpp"
#include "docmill/base/bytes16.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::writer {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }
using ascii::is_digit;
using ascii::is_letter;
// Part of a word. What is not ASCII may be a letter or a quotation mark; to be sure it is taken for the latter.
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_punctuation(char c) { return c > ' ' && c < 0x7F && !is_letter(c) && !is_digit(c); }

char at_or_blank(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : ' '; }

// Does the ampersand at text[at] begin a character reference (&amp; &#38;)?
bool begins_reference(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  if (at_or_blank(text, i) == '#') ++i;
  const std::size_t first = i, limit = std::min(text.size(), at + 40);
  while (i < limit && (is_letter(text[i]) || is_digit(text[i]))) ++i;
  return i > first && at_or_blank(text, i) == ';';
}

// Would the character at text[at] be read as markup inside a line?
bool is_markup(std::string_view text, std::size_t at, MarkdownPlace place) {
  const char c = text[at];
  const char before = at == 0 ? ' ' : text[at - 1], after = at_or_blank(text, at + 1);
  switch (c) {
    case '`':
    case '[': return true;
    case '\\': return is_punctuation(after) || at + 1 == text.size();
    case '*': return !(is_blank(before) && is_blank(after));
    case '_': return !(is_word(before) && is_word(after)) && !(is_blank(before) && is_blank(after));
    case '~': return !(is_blank(before) && is_blank(after));
    case '<': return is_letter(after) || after == '/' || after == '!' || after == '?';
    case '&': return begins_reference(text, at);
    case '|': return place == MarkdownPlace::table;
    case ']': return place == MarkdownPlace::link;
    default: return false;
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Where a backslash must stand in a trimmed line that would begin something other than a paragraph: before the point of
// "1. " (a list), at the start of "# ", "> ", "- ", "---" and the like. npos: nowhere. Rules and fences of other signs
// are broken by the escapes inside the line.
std::size_t line_markup(std::string_view line) {
  if (line.empty()) return std::string_view::npos;
  const char c = line.front();
  const bool alone = line.size() == 1 || is_blank(line[1]);
  switch (c) {
    case '#': {
      const std::size_t end = line.find_first_not_of('#');
      return end == std::string_view::npos || (end <= 6 && is_blank(line[end])) ? 0 : std::string_view::npos;
    }
    case '>': return 0;
    case '-': return alone || line.find_first_not_of("- \t") == std::string_view::npos ? 0 : std::string_view::npos;
    case '+':
    case '*':
    case '_': return alone ? 0 : std::string_view::npos;
    default: break;
  }
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || digits > 9) return std::string_view::npos;
  const bool list = (line[digits] == '.' || line[digits] == ')') && is_blank(at_or_blank(line, digits + 1));
  return list ? digits : std::string_view::npos;
}

// Bytes of a run that may not stand as they are: what is_markup() knows and some beside that, control characters, and a
// blank that no word follows. `after`: the bytes one further on.
bytes16::Bytes to_look_at(bytes16::Bytes bytes, bytes16::Bytes after) {
  using namespace bytes16;
  const Bytes marks =
      is_between(bytes, '[', '`') | is_between(bytes, '|', '~') | is(bytes, '&') | is(bytes, '*') | is(bytes, '<');
  return marks | is_below(bytes, ' ') | (is(bytes, ' ') & is_below(after, ' ' + 1));
}

// The first of them in text[at...], or the end.
std::size_t next_to_look_at(std::string_view text, std::size_t at) {
  for (; text.size() - at > bytes16::size; at += bytes16::size) {
    const char* from = text.data() + at;
    const std::size_t found = bytes16::first(to_look_at(bytes16::load(from), bytes16::load(from + 1)));
    if (found != bytes16::size) return at + found;
  }
  char rest[bytes16::size + 1];
  std::memset(rest, ' ', sizeof rest);
  std::memcpy(rest, text.data() + at, text.size() - at);
  return std::min(at + bytes16::first(to_look_at(bytes16::load(rest), bytes16::load(rest + 1))), text.size());
}

void append_run(std::string& out, std::string_view text, MarkdownPlace place = MarkdownPlace::line) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = next_to_look_at(text, at);
    out.append(text, at, stop - at);
    at = stop;
    if (at == text.size()) return;
    if (is_blank(text[at])) {
      while (at < text.size() && is_blank(text[at])) ++at;
      if (at < text.size()) out += ' ';
      continue;
    }
    if (is_markup(text, at, place)) out += '\\';
    out += text[at++];
  }
}

void append_line(std::string& out, std::string_view line) {
  const std::size_t markup = line_markup(line);
  if (markup == std::string_view::npos) {
    append_run(out, line);
    return;
  }
  out += line.substr(0, markup);
  out += '\\';
  out += line[markup];
  append_run(out, line.substr(markup + 1));
}

// Where lines of a text end, by either sign. Each sign is looked for once in all of the text.
class LineEnds {
 public:
  explicit LineEnds(std::string_view text) : text_(text), feed_(text.find('\n')), return_(text.find('\r')) {}
  // The first end at `at` or behind, or the end of the text. Ask in ascending order.
  std::size_t from(std::size_t at) {
    if (feed_ < at) feed_ = text_.find('\n', at);
    if (return_ < at) return_ = text_.find('\r', at);
    return std::min({feed_, return_, text_.size()});
  }

 private:
  std::string_view text_;
  std::size_t feed_, return_;
};

bool is_web_address(std::string_view url) {
  if (url.substr(0, 7) != "http://" && url.substr(0, 8) != "https://") return false;
  return std::none_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
}

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0, run = 0;
  for (const char x : text) {
    run = x == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

void append_markdown_inline(std::string& out, std::string_view text, MarkdownPlace place) {
  append_run(out, trimmed(text), place);
}

void append_markdown_paragraphs(std::string& out, std::string_view text, std::string_view prefix) {
  bool first = true;
  LineEnds ends(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = ends.from(at);
    const std::string_view line = trimmed(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    if (!first) out += trimmed(prefix), out += '\n';
    first = false;
    out += prefix;
    append_line(out, line);
    out += '\n';
  }
}

void append_markdown_heading(std::string& out, std::size_t level, std::string_view text) {
  out.append(level, '#');
  out += ' ';
  const std::string_view title = trimmed(text);
  append_run(out, title);
  // A closing row of # would be taken for decoration.
  if (!title.empty() && title.back() == '#') out.insert(out.size() - 1, 1, '\\');
  out += "\n\n";
}

void append_markdown_link(std::string& out, std::string_view text, std::string_view url) {
  if (text.empty()) text = url;
  if (!is_web_address(url)) {
    append_markdown_inline(out, text);
    return;
  }
  out += '[';
  append_markdown_inline(out, text, MarkdownPlace::link);
  out += "](<";
  for (const char c : url) {
    if (c == '<') out += "%3C";
    else if (c == '>') out += "%3E";
    else if (c == '\\') out += "%5C";
    else if (c == '|') out += "%7C";
    else out += c;
  }
  out += ">)";
}

void append_markdown_code(std::string& out, std::string_view language, std::string_view code) {
  const std::string fence(std::max<std::size_t>(3, longest_run(code, '`') + 1), '`');
  out += fence;
  out += language;
  out += '\n';
  out += code;
  if (!code.empty() && code.back() != '\n') out += '\n';
  out += fence;
  out += '\n';
}

void append_markdown_code_span(std::string& out, std::string_view code) {
  if (code.empty()) return;
  const std::string ticks(longest_run(code, '`') + 1, '`');
  const bool pad = code.front() == '`' || code.back() == '`' || (code.front() == ' ' && code.back() == ' ');
  out += ticks;
  if (pad) out += ' ';
  for (const char c : code) out += c == '\n' || c == '\r' ? ' ' : c;
  if (pad) out += ' ';
  out += ticks;
}

std::string heading_of(std::string_view layer) {
  std::string text(layer);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string_view first_code_points(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t at = 0;
  for (std::size_t n = 0; at < text.size() && n < limit; ++n) {
    for (++at; !utf8::is_border(text, at);) ++at;
  }
  return text.substr(0, at);
}

std::string_view shortened(std::string_view text, std::size_t limit, std::string& scratch) {
  const std::string_view first = first_code_points(text, limit);
  if (first.size() == text.size()) return text;
  scratch.assign(first);
  scratch += "…";
  return scratch;
}

}  // namespace docmill::writer
