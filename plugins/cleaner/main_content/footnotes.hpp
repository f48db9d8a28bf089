// Which blocks of a page are footnotes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Footnotes lead back to their places in the text, or places in the text lead to them. Others of that name are small
// print. The links of the page are read once, at the first block of such a name, and each item is judged once: linear
// time but for the sorting of the links. One thread; the tree and the content outlive it.
class Footnotes {
 public:
  Footnotes(std::string_view source, const HtmlTree& tree, const HtmlContent& content)
      : source_(source), tree_(tree), content_(content) {}

  bool has(const Block& b) {
    bool named = false;
    uint32_t item = b.element;
    for (uint32_t up = b.element, level = 0; up != 0 && level < 5 && !named; up = tree_.nodes[up].parent, ++level) {
      if (tree_.nodes[up].tag == Tag::li) item = up;
      named = content_.nodes[up].marks.notes;
      if (named && item == b.element && tree_.nodes[up].tag == Tag::aside) item = up;
    }
    if (!named) return false;
    if (answers_.empty()) read_links();
    if (answers_[item] == unasked) answers_[item] = leads_within(item) || is_led_to(item) ? yes : no;
    return answers_[item] == yes;
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
