// Which blocks of a page are footnotes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Footnotes lead back to their places in the text, or places in the text lead to them; their numbers may stand beside
// them. Others of that name are small print. Without such a name a paragraph is one when it begins with a number that
// leads to a place and is led to. The links of the page are read once, at the first block that may be a note, and each
// item is judged once: linear time but for the sorting of the links. One thread; the tree and the content outlive it.
class Footnotes {
 public:
  Footnotes(std::string_view source, const HtmlTree& tree, const HtmlContent& content)
      : source_(source), tree_(tree), content_(content) {}

  bool has(const Block& b) {
    bool named = false;
    uint32_t item = b.element, top = b.element;
    for (uint32_t up = b.element, level = 0; up != 0 && level < 5 && !named; up = tree_.nodes[up].parent, ++level) {
      if (tree_.nodes[up].tag == Tag::li) item = up;
      named = content_.nodes[up].marks.notes;
      if (named && item == b.element && tree_.nodes[up].tag == Tag::aside) item = up;
      top = up;
    }
    if (named && content_.nodes[tree_.nodes[top].parent].marks.notes) top = tree_.nodes[top].parent;
    if (!named && !tree_.nodes[b.first].in_link) return false;
    if (answers_.empty()) read_links();
    if (!named) return begins_with_note_number(b);
    if (answers_[item] == unasked) answers_[item] = leads_within(item) || is_led_to(item) ? yes : no;
    return answers_[item] == yes || has_number_beside(b, top);
  }

 private:
  enum Answer : uint8_t { unasked, no, yes };

  void read_links() {
    answers_.assign(tree_.nodes.size(), unasked);
    for (uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (tree_.nodes[i].tag != Tag::a || !attribute(source_, tree_, i, AttributeName::href, value_) ||
          value_.size() < 2 || value_[0] != '#')
        continue;
      links_.push_back(i);
      places_.push_back(value_.substr(1));
    }
    std::sort(places_.begin(), places_.end());
  }
  bool leads_within(uint32_t item) const {
    const auto first = std::upper_bound(links_.begin(), links_.end(), item);
    return first != links_.end() && *first < tree_.nodes[item].subtree_end;
  }
  // "1", "[1]", "^" in the only text of a link.
  bool is_number(uint32_t link) const {
    if (tree_.nodes[link].subtree_end != link + 2 || tree_.nodes[link + 1].tag != Tag::text) return false;
    const HtmlNode& n = tree_.nodes[link + 1];
    std::string_view mark = source_.substr(n.start, std::min<uint32_t>(n.end - n.start, 20));
    while (!mark.empty() && std::string_view("[( \n").find(mark.front()) != std::string_view::npos)
      mark.remove_prefix(1);
    const std::size_t end = std::min(mark.find_first_of("]). \n:"), mark.size());
    if (end == 0 || end > 3) return false;
    return mark.substr(0, end).find_first_not_of("0123456789") == std::string_view::npos || mark[0] == '^' ||
           mark[0] == '*' || mark.substr(0, end) == "\u2191" || mark.substr(0, end) == "\u2020";
  }
  // Below `top`, with no words between: in a frame of its own, or as the term that the note defines.
  bool has_number_beside(const Block& b, uint32_t top) const {
    constexpr uint32_t farthest = 12;
    auto link = std::lower_bound(links_.begin(), links_.end(), b.first);
    if (link == links_.begin() || *--link < top || *link + farthest < b.first || !is_number(*link)) return false;
    for (uint32_t k = tree_.nodes[*link].subtree_end; k < b.first; ++k)
      if (tree_.nodes[k].tag == Tag::text && tree_.nodes[k].end - tree_.nodes[k].start > 3 && !tree_.nodes[k].blank)
        return false;
    return true;
  }
  bool begins_with_note_number(const Block& b) {
    if (tree_.nodes[b.element].tag != Tag::p && tree_.nodes[b.element].tag != Tag::div) return false;
    const auto link = std::lower_bound(links_.begin(), links_.end(), b.element);
    return link != links_.end() && *link + 1 == b.first && is_number(*link) && b.words > b.link_words &&
           (is_led_to(*link) || is_led_to(b.element));
  }
  bool is_led_to(uint32_t item) {
    return attribute(source_, tree_, item, AttributeName::id, value_) &&
           std::binary_search(places_.begin(), places_.end(), value_);
  }

  std::string_view source_;
  const HtmlTree& tree_;
  const HtmlContent& content_;
  std::string value_;
  std::vector<Answer> answers_;      // of each node; empty before the first that is asked for
  std::vector<uint32_t> links_;      // the elements that lead to a place of the page, in order
  std::vector<std::string> places_;  // the ids they lead to, sorted
};

}  // namespace docmill::cleaner
