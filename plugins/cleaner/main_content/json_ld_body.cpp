#include "main_content/json_ld_body.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "html/parser.hpp"
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

// How the string writes the brackets of its tags: as "<" (or its escape of JSON), or, markup escaped as a whole, as a
// reference ("&lt;").
enum class Brackets { plain, references };

bool is_letter_or_digit(char c) { return ascii::is_letter(c) || (c >= '0' && c <= '9'); }

// Elements that the parser has no need to tell apart.
bool is_element(std::string_view lower_name) {
  static constexpr std::string_view others[] = {"acronym", "applet", "bdi",    "bdo",      "big", "data", "datalist",
                                                "dfn",     "dir",    "frame",  "hgroup",   "kbd", "mark", "meter",
                                                "nobr",    "o:p",    "output", "progress", "rb",  "rtc",  "ruby",
                                                "samp",    "search", "slot",   "strike",   "var"};
  return tag_of(lower_name) != Tag::unknown ||
         std::find(std::begin(others), std::end(others), lower_name) != std::end(others);
}

// An attribute has a value or is one of those that need none: "a<b and c>d" is a sentence.
bool is_attribute(std::string_view name, std::string_view value) {
  static constexpr std::string_view without_value[] = {
      "allowfullscreen", "async",      "autoplay", "checked",     "compact",   "controls", "defer",    "disabled",
      "download",        "hidden",     "inert",    "ismap",       "itemscope", "loop",     "multiple", "muted",
      "noshade",         "novalidate", "nowrap",   "playsinline", "readonly",  "required", "reversed", "selected"};
  const bool spelled = std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == ':' || c == '.' || c == '@';
  });
  if (!spelled || name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  const std::string_view between(name.data() + name.size(), static_cast<std::size_t>(value.data() - name.end()));
  if (between.find('=') != std::string_view::npos || equals_ignoring_case(name.substr(0, 5), "data-")) return true;
  return std::any_of(std::begin(without_value), std::end(without_value),
                     [&](std::string_view one) { return equals_ignoring_case(name, one); });
}

struct TagInString {
  std::size_t end = std::string_view::npos;  // the bytes behind it; npos: it is no tag
  std::string name;                          // in lower case
  bool closes = false;
  bool found() const { return end != std::string_view::npos; }
};

// `words` is what stands between the brackets and the closing one.
bool read_words(std::string_view words, TagInString& tag) {
  std::size_t at = tag.closes = words[0] == '/';
  for (; at < words.size() && (is_letter_or_digit(words[at]) || words[at] == ':'); ++at)
    tag.name += ascii::lower(words[at]);
  const char behind = at < words.size() ? words[at] : ' ';
  if (!(detail::is_html_space(behind) || behind == '/' || behind == '>') || !is_element(tag.name)) return false;
  bool good = true;
  uint32_t attributes = 0;
  for_each_attribute(words.substr(tag.closes ? at - 1 : 0), HtmlLimits().attributes,
                     [&](std::string_view name, std::string_view value) {
                       good = good && is_attribute(name, value);
                       ++attributes;
                     });
  return good && !(tag.closes && attributes != 0);
}

// The tag whose opening bracket stands before `behind_bracket`. A second bracket ends the search, so that each byte is
// looked at once, however many brackets the string has.
TagInString read_tag(std::string_view text, std::size_t behind_bracket, Brackets brackets) {
  TagInString tag;
  std::string one, words;
  char quote = 0, last = 0;  // last: the one before, spaces aside
  for (std::size_t at = behind_bracket; at < text.size();) {
    const bool reference = text[at] == '&' && brackets == Brackets::plain;
    at += read_one(text, at, one);
    if (reference) one = "&";  // within a value
    if (one == "<") return tag;
    words += one;
    if (one == ">" && quote == 0) {
      if (read_words(words, tag)) tag.end = at;
      return tag;
    }
    const char c = one[0];
    if (quote != 0) quote = c == quote ? '\0' : quote;
    else if ((c == '"' || c == '\'') && last == '=') quote = c;
    if (!detail::is_html_space(c)) last = c;
  }
  return tag;
}

// Markup that was escaped as a whole begins and ends with a tag, or tags of it touch ("</p><p>", "<br><br>"). A text
// with tags of its own, or one that speaks of tags ("use &lt;div&gt; here"), has references for its readers to see.
Brackets brackets_of(std::string_view text, std::size_t start) {
  if (text.find('&', start) == std::string_view::npos) return Brackets::plain;
  bool begins = false, ends = false, touch = false, words = false;
  bool behind_end = false;  // nothing but line ends since an end tag or br
  std::string one;
  for (std::size_t at = start; at < text.size();) {
    const bool reference = text[at] == '&';
    at += read_one(text, at, one);
    const TagInString tag =
        one == "<" ? read_tag(text, at, reference ? Brackets::references : Brackets::plain) : TagInString();
    if (tag.found()) {
      if (!reference) return Brackets::plain;
      begins = begins || !words;
      touch = touch || behind_end;
      behind_end = tag.closes || tag.name == "br";
      words = ends = true;
      at = tag.end;
    } else if (one != "\n") {
      behind_end = false;
      if (one != " ") words = true, ends = false;
    }
  }
  return touch || (begins && ends) ? Brackets::references : Brackets::plain;
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
  const Brackets brackets = brackets_of(text, start);
  std::string one;
  for (std::size_t at = start; at < end;) {
    const std::size_t mark = std::min<std::size_t>(text.find_first_of("\\&<\n", at), end);
    writer.keep(static_cast<uint32_t>(at), static_cast<uint32_t>(mark));
    if (mark == end) break;
    const uint32_t length = read_one(text, mark, one);
    at = mark + length;
    if (one == "<" && (text[mark] != '&' || brackets == Brackets::references))
      if (const TagInString tag = read_tag(text, at, brackets); tag.found()) {
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
