#include "page_layout.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <docmill/base/utf8.hpp>
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
    if (!layout_.pages.empty() && !layout_.pages.back().blocks.empty())
      layout_.pages.back().blocks.back().lines.push_back({box_of(tag), {}});
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
  const std::string word = clean(text_);
  if (word.empty()) return;
  Line& line = lines.back();
  if (line.text.empty()) line.box = word_;
  else line.text += ' ', line.box.add(word_);
  line.text += word;
}

}  // namespace docmill::pdf
