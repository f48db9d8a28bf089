#include "main_content/json_ld_body.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

// The four digits behind "\u"; -1 when they are none.
int32_t code_unit(std::string_view text, std::size_t at) {
  int32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// Reads the escape at a backslash into `out`; gives its length. What is no escape is the backslash alone.
uint32_t read_escape(std::string_view text, std::size_t at, std::string& out) {
  out.clear();
  const char c = at + 1 < text.size() ? text[at + 1] : ' ';
  switch (c) {
    case 'n':
    case 'r': out = "\n"; return 2;
    case 't':
    case 'b':
    case 'f': out = " "; return 2;
    case '"':
    case '/':
    case '\\': out = c; return 2;
    case 'u': break;
    default: out = "\\"; return 1;
  }
  int32_t unit = code_unit(text, at + 2);
  uint32_t length = 6;
  if (unit < 0) return out = "\\", 1;
  if (unit >= 0xD800 && unit < 0xDC00 && text.substr(at + 6, 2) == "\\u") {
    const int32_t low = code_unit(text, at + 8);
    if (low >= 0xDC00 && low < 0xE000) unit = 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00), length = 12;
  }
  if (unit == 0 || (unit >= 0xD800 && unit < 0xE000)) unit = 0xFFFD;
  utf8::append(out, static_cast<char32_t>(unit));
  return length;
}

// From behind the opening quotation mark to before the closing one.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at, text.size());
}

std::string decoded_string(std::string_view text) {
  std::string all, one;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = std::min(text.find('\\', at), text.size());
    all.append(text.substr(at, mark - at));
    if (mark == text.size()) break;
    const char next = mark + 1 < text.size() ? text[mark + 1] : ' ';
    at = mark + read_escape(text, mark, one);
    all += next == 'r' ? "\r" : next == 't' ? "\t" : next == 'b' ? "\b" : next == 'f' ? "\f" : one;
  }
  return all;
}

}  // namespace

std::string_view find_json_string(std::string_view script, std::string_view name, std::string_view value) {
  const std::string key = "\"" + std::string(name) + "\"";
  for (std::size_t at = script.find(key); at < script.size(); at = script.find(key, at)) {
    at = script.find_first_not_of(" \t\r\n", at + key.size());
    if (at >= script.size() || script[at] != ':') continue;
    at = script.find_first_not_of(" \t\r\n", at + 1);
    if (at >= script.size() || script[at] != '"') continue;
    const std::size_t end = end_of_string(script, ++at);
    if (const std::string_view found = script.substr(at, end - at); decoded_string(found) == value) return found;
    at = end;
  }
  return {};
}

namespace {

// One character of a string of JSON that may hold references of HTML: its text into `out`; gives its length.
uint32_t read_one(std::string_view text, std::size_t at, std::string& out) {
  out.assign(1, text[at]);
  if (text[at] == '\\') return read_escape(text, at, out);
  if (text[at] != '&') return 1;
  out.clear();
  const uint32_t length = read_character_reference(text, static_cast<uint32_t>(at), out);
  if (length == 0) out = "&";
  return std::max(length, uint32_t{1});
}

// A tag in the string, in whatever way its brackets are written: the bytes behind it and its name; npos: it is none.
struct TagInString {
  std::size_t end = std::string_view::npos;
  std::string name;
};
TagInString read_tag(std::string_view text, std::size_t behind_bracket) {
  constexpr std::size_t longest_tag = 400;
  TagInString tag;
  std::string one;
  bool in_name = true;
  for (std::size_t at = behind_bracket; at < text.size() && at < behind_bracket + longest_tag;) {
    at += read_one(text, at, one);
    if (one == ">") {
      if (!tag.name.empty()) tag.end = at;
      return tag;
    }
    const char c = ascii::lower(one[0]);
    const bool letter = (c >= 'a' && c <= 'z') || (!tag.name.empty() && c >= '0' && c <= '9');
    if (in_name && letter) tag.name += c;
    else if (in_name && tag.name.empty() && one != "/") return tag;
    else in_name = in_name && tag.name.empty();
  }
  return tag;
}
bool parts_paragraphs(std::string_view name) {
  static constexpr std::string_view names[] = {"blockquote", "div", "figure", "h1", "h2",  "h3",    "h4", "h5",
                                               "h6",         "li",  "ol",     "p",  "pre", "table", "tr", "ul"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

void write_json_string(std::string_view source, uint32_t start, uint32_t end, const CharacterOptions& characters,
                       EditList& edits) {
  TextWriter writer(source, characters, edits);
  const std::string_view text = source.substr(0, end);
  std::string one;
  for (std::size_t at = start; at < end;) {
    const std::size_t mark = std::min<std::size_t>(text.find_first_of("\\&<\n", at), end);
    writer.keep(static_cast<uint32_t>(at), static_cast<uint32_t>(mark));
    if (mark == end) break;
    const uint32_t length = read_one(text, mark, one);
    at = mark + length;
    if (one == "<")
      if (const TagInString tag = read_tag(text, at); tag.end != std::string_view::npos) {
        if (tag.name == "br") writer.line_break();
        else if (parts_paragraphs(tag.name)) writer.paragraph_break();
        at = tag.end;
        continue;
      }
    if (one == "\n") writer.paragraph_break();
    else if (one == " ") writer.space();
    else writer.put(static_cast<uint32_t>(mark), static_cast<uint32_t>(mark) + length, one);
  }
  writer.finish();
}

}  // namespace docmill::cleaner
