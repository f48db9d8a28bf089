// HTML to a tree whose every node knows where it stands in the source.
//
// The tokens are those of WHATWG HTML (section 13.2.5, simplified: no error is reported, no doctype kept), the tree is
// close to what browsers build: implied ends of p, li, dt, dd, option, cells and rows, end tags matched within their
// scope, what belongs in the body leaves the head. Not done: foster parenting, the adoption agency (instead text knows
// whether a link was open), reopening of formatting elements. Any bytes are accepted; time and memory are linear,
// limits are counted.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "html/tags.hpp"

namespace docmill::cleaner {

struct HtmlNode {
  uint32_t start = 0, end = 0;  // of the start tag, or of the text, in the source
  uint32_t parent = 0;          // index; the root (0) is its own
  uint32_t subtree_end = 0;     // index behind the last node below this one: nodes stand in document order
  uint32_t close = 0;           // elements: where the content ends in the source
  Tag tag = Tag::unknown;
  bool in_link = false;  // text below an open a that leads somewhere
};

struct HtmlLimits {
  uint32_t nodes = 2'000'000;         // further elements are not built: their text goes to the open one
  uint32_t depth = 400;               // likewise
  uint32_t attributes = 200;          // of one element; the others are not looked at
  uint32_t bytes = 64 * 1024 * 1024;  // of a page; what lies beyond is not read
};

struct HtmlTree {
  std::vector<HtmlNode> nodes;  // nodes[0] is the root, an element of Tag::html without a place
  bool too_many = false;        // a limit was met
  bool too_deep = false;
  bool too_long = false;
  uint32_t attributes = 200;  // of HtmlLimits: what for_each_attribute is told
  uint64_t steps = 0;         // open elements that were looked at: the only work that is not one step a byte
};

void parse_html(std::string_view source, const HtmlLimits& limits, HtmlTree& tree);

// Calls visit(name, raw value) for each attribute of the start tag source[start, end), up to `limit` of them. Names as
// written; no copies.
template <class Visit>
void for_each_attribute(std::string_view tag, uint32_t limit, Visit visit);
// The value of one attribute with references read, into `out`; false when it is not there. `name` in lower case.
bool attribute(std::string_view source, const HtmlNode& node, std::string_view name, std::string& out,
               uint32_t limit = HtmlLimits().attributes);

// Is there nothing but white space in the text?
inline bool is_blank(std::string_view source, const HtmlNode& text);

inline bool equals_ignoring_case(std::string_view a, std::string_view lower_b) {
  if (a.size() != lower_b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (ascii::lower(a[i]) != lower_b[i]) return false;
  return true;
}

// ---- details

namespace detail {
inline bool is_html_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
}  // namespace detail

inline bool is_blank(std::string_view source, const HtmlNode& text) {
  for (uint32_t at = text.start; at < text.end; ++at)
    if (!detail::is_html_space(source[at])) return false;
  return true;
}

template <class Visit>
void for_each_attribute(std::string_view tag, uint32_t limit, Visit visit) {
  using detail::is_html_space;
  std::size_t i = 1;
  const auto at_end = [&] { return i >= tag.size() || tag[i] == '>'; };
  while (!at_end() && !is_html_space(tag[i]) && tag[i] != '/') ++i;  // the name
  for (uint32_t n = 0; n < limit; ++n) {
    while (!at_end() && (is_html_space(tag[i]) || tag[i] == '/')) ++i;
    if (at_end()) return;
    const std::size_t name = i++;
    while (!at_end() && !is_html_space(tag[i]) && tag[i] != '/' && tag[i] != '=') ++i;
    const std::size_t name_end = i;
    while (!at_end() && is_html_space(tag[i])) ++i;
    std::size_t value = i, value_end = i;
    if (!at_end() && tag[i] == '=') {
      ++i;
      while (!at_end() && is_html_space(tag[i])) ++i;
      if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
        const char quote = tag[i++];
        value = i;
        value_end = i = std::min(tag.find(quote, i), tag.size());
        if (i < tag.size()) ++i;
      } else {
        value = i;
        while (!at_end() && !is_html_space(tag[i])) ++i;
        value_end = i;
      }
    }
    visit(tag.substr(name, name_end - name), tag.substr(value, value_end - value));
  }
}

}  // namespace docmill::cleaner
