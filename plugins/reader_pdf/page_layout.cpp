#include "page_layout.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <docmill/base/ascii.hpp>
#include <docmill/base/utf8.hpp>
#include <iterator>
#include <utility>

#include "xml/character_references.hpp"

namespace docmill::pdf {
namespace {

constexpr std::size_t longest_tag = 65536;     // of what is known, the longest is a name of an author
constexpr std::size_t longest_text = 1 << 20;  // of a word or title
constexpr double farthest = 1e6;               // points

// The value of an attribute as it is written; empty: there is none.
std::string_view attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = 0; (at = tag.find(name, at)) != std::string_view::npos; ++at) {
    const std::size_t value = at + name.size() + 2;
    if (at == 0 || tag[at - 1] != ' ' || tag.substr(at + name.size(), 2) != "=\"") continue;
    return tag.substr(value, tag.find('"', value) - value);
  }
  return {};
}

double number(std::string_view tag, std::string_view name) {
  const std::string_view written = attribute(tag, name);
  double value = 0;
  std::from_chars(written.data(), written.data() + written.size(), value);
  return std::isfinite(value) ? std::clamp(value, -farthest, farthest) : 0;
}

Box box_of(std::string_view tag) {
  return {number(tag, "xMin"), number(tag, "yMin"), number(tag, "xMax"), number(tag, "yMax")};
}

// With references replaced, white space at both ends and control characters gone; what is no UTF-8 becomes U+FFFD.
std::string clean(std::string_view written) {
  std::string text, out;
  append_unescaped(text, written);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t n = utf8::valid_length(text, at);
    if (n == 0) out += "\xEF\xBF\xBD";
    else if (n > 1 || static_cast<unsigned char>(text[at]) > 0x1F) out.append(text, at, n);
    else if (text[at] == '\t' || text[at] == '\n') out += ' ';
    at += std::max<std::size_t>(n, 1);
  }
  const std::size_t first = out.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(' ') + 1 - first);
}

bool is_tag(std::string_view tag, std::string_view name) {
  return tag.starts_with(name) && (tag.size() == name.size() || tag[name.size()] == ' ');
}

// In heights of the line: how much lower letters are that are raised or lowered, how far their foot or head is off, and
// how near words are that no blank divides.
constexpr double small_letters_at_most = 0.75, least_step = 0.2, close_by = 0.15;

// 1: raised; -1: lowered; 0: neither.
int step_of(const Box& word, const Box& line) {
  if (word.height() > small_letters_at_most * line.height()) return 0;
  if (line.bottom - word.bottom >= least_step * line.height()) return 1;
  return word.top - line.top >= least_step * line.height() ? -1 : 0;
}

bool is_index(std::string_view word) {
  return word.size() <= 8 && std::all_of(word.begin(), word.end(),
                                         [](char c) { return ascii::is_digit(c) || c == ',' || c == '+' || c == '-'; });
}

bool is_ordinal(std::string_view word) { return word == "st" || word == "nd" || word == "rd" || word == "th"; }

constexpr std::string_view raised_digits[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                              "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
// "2" as "²". What has no such form stays: letters. Lowered digits stay as well: H2O is looked for by these letters.
void raise(std::string& word) {
  if (!is_index(word)) return;
  std::string out;
  for (const char c : word) {
    if (ascii::is_digit(c)) out += raised_digits[c - '0'];
    else if (c == '+') out += "\u207A";
    else if (c == '-') out += "\u207B";
    else out += c;
  }
  word = std::move(out);
}

}  // namespace

void Box::add(const Box& other) {
  left = std::min(left, other.left);
  top = std::min(top, other.top);
  right = std::max(right, other.right);
  bottom = std::max(bottom, other.bottom);
}

void LayoutParser::feed(std::string_view piece) {
  for (const char c : piece) {
    if (in_tag_) {
      if (c == '>') {
        in_tag_ = false;
        tag();
      } else if (c == '<') {
        tag_.clear();
      } else if (tag_.size() < longest_tag) {
        tag_ += c;
      }
    } else if (c == '<') {
      in_tag_ = true;
      tag_.clear();
    } else if (takes_text_ && text_.size() < longest_text) {
      text_ += c;
    }
  }
}

void LayoutParser::tag() {
  const std::string_view tag = tag_;
  if (is_tag(tag, "word")) {
    begin_word();
  } else if (tag == "/word") {
    end_word();
  } else if (is_tag(tag, "line")) {
    line_ = box_of(tag);
    was_index_ = false;
    word_before_ = {-farthest, -farthest, -farthest, -farthest};
    if (!layout_.pages.empty() && !layout_.pages.back().blocks.empty())
      layout_.pages.back().blocks.back().lines.push_back({line_, {}, false});
  } else if (is_tag(tag, "block")) {
    if (!layout_.pages.empty()) layout_.pages.back().blocks.emplace_back();
  } else if (is_tag(tag, "page")) {
    layout_.pages.push_back({number(tag, "width"), number(tag, "height"), {}});
  } else if (tag == "title") {
    takes_text_ = true;
    text_.clear();
  } else if (tag == "/title") {
    if (takes_text_) layout_.title = clean(text_);
    takes_text_ = false;
  } else if (is_tag(tag, "meta")) {
    const std::string_view name = attribute(tag, "name");
    if (name == "Author") layout_.author = clean(attribute(tag, "content"));
    else if (name == "CreationDate") layout_.created = clean(attribute(tag, "content"));
  } else if (tag == "/doc") {
    is_whole_ = true;
  }
}

void LayoutParser::begin_word() {
  word_ = box_of(tag_);
  takes_text_ = true;
  text_.clear();
}

void LayoutParser::end_word() {
  if (!std::exchange(takes_text_, false)) return;
  if (layout_.pages.empty() || layout_.pages.back().blocks.empty()) return;
  std::vector<Line>& lines = layout_.pages.back().blocks.back().lines;
  if (lines.empty()) return;
  std::string word = clean(text_);
  if (word.empty()) return;
  Line& line = lines.back();
  if (line.text.empty()) line.box = word_;
  else line.text += between(line, word), line.box.add(word_);
  const int step = step_of(word_, line_);
  was_index_ = step != 0 && is_index(word);
  if (step > 0 && is_close()) raise(word);
  line.text += word;
  word_before_ = word_;
}

// Does the word stand so near to the one before it that no blank is between them?
bool LayoutParser::is_close() const { return std::abs(word_.left - word_before_.right) <= close_by * line_.height(); }

// poppler begins a word where letters change their height, and often at the hyphen that ends a line.
std::string_view LayoutParser::between(const Line& line, const std::string& word) const {
  if (!is_close()) return " ";
  if (word == "-" || word == "\xE2\x80\x90") return "";
  const int step = step_of(word_, line_);
  if (step != 0 && (is_index(word) || (is_ordinal(word) && ascii::is_digit(line.text.back())))) return "";
  return step == 0 && was_index_ ? "" : " ";
}

}  // namespace docmill::pdf
