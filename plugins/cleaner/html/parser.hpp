// HTML to a tree whose every node knows where it stands in the source.
//
// The tokens are those of WHATWG HTML (section 13.2.5, simplified: no error is reported, no doctype kept), the tree is
// close to what browsers build: implied ends of p, li, dt, dd, option, cells and rows, end tags matched within their
// scope, what belongs in the body leaves the head. Not done: foster parenting, the adoption agency (instead text knows
// whether a link was open), reopening of formatting elements. Any bytes are accepted; time and memory are linear,
// limits are counted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/attributes.hpp"
#include "html/tags.hpp"

namespace docmill::cleaner {

struct HtmlNode {
  uint32_t start = 0, end = 0;  // of the start tag, or of the text, in the source
  uint32_t parent = 0;          // index; the root (0) is its own
  uint32_t subtree_end = 0;     // index behind the last node below this one: nodes stand in document order
  uint32_t close = 0;           // elements: where the content ends in the source
  uint32_t attributes = 0;      // the first of HtmlTree::attributes that is not of a node before
  Tag tag = Tag::unknown;
  bool in_link = false;  // text below an open a that leads somewhere
  bool blank = false;    // text that is nothing but white space
};

struct HtmlLimits {
  uint32_t nodes = 2'000'000;         // further elements are not built: their text goes to the open one
  uint32_t depth = 400;               // likewise
  uint32_t attributes = 200;          // of one element; the others are not looked at
  uint32_t bytes = 64 * 1024 * 1024;  // of a page; what lies beyond is not read
};

struct HtmlTree {
  std::vector<HtmlNode> nodes;            // nodes[0] is the root, an element of Tag::html without a place
  std::vector<HtmlAttribute> attributes;  // with a name that is told apart: node by node, in their order
  std::vector<HtmlAttribute> root_attributes;
  bool too_many = false;  // a limit was met
  bool too_deep = false;
  bool too_long = false;
  uint32_t attributes_of_one = 200;  // of HtmlLimits: what for_each_attribute is told
  uint64_t steps = 0;                // open elements that were looked at: the only work that is not one step a byte

  std::span<const HtmlAttribute> attributes_of(uint32_t node) const {
    if (node == 0) return root_attributes;
    const std::size_t end = node + 1 < nodes.size() ? nodes[node + 1].attributes : attributes.size();
    return std::span(attributes).subspan(nodes[node].attributes, end - nodes[node].attributes);
  }
};

void parse_html(std::string_view source, const HtmlLimits& limits, HtmlTree& tree);

// The value of one attribute with references read, into `out`; false when it is not there.
bool attribute(std::string_view source, const HtmlTree& tree, uint32_t node, AttributeName name, std::string& out);
// The same for a rare name, in small letters: reads the tag once more.
bool rare_attribute(std::string_view source, const HtmlTree& tree, uint32_t node, std::string_view name,
                    std::string& out);

}  // namespace docmill::cleaner
