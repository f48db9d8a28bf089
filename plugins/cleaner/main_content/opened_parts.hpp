// Which hidden parts of a page the reader can open where they stand: answers, panels behind tabs, further details.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "html/parser.hpp"
#include "main_content/content.hpp"

namespace docmill::cleaner {

class OpenedParts {
 public:
  OpenedParts(std::string_view source, const HtmlTree& tree, HtmlContent& content)
      : source_(source), tree_(tree), nodes_(tree.nodes), content_(content) {}

  // A panel of tabs, or what a button or link says that it opens, or stands right behind one that opens something; no
  // dialog. What stands before the element is read already.
  bool is_by_button(uint32_t i);
  // Marks parts of one kind that stand, each hidden, behind a line that is seen: scripts open them, no attribute says
  // so. Call when the words and paths of all nodes are known.
  void find_rows();

 private:
  bool is_dialog(uint32_t i);
  bool is_named(uint32_t i);
  bool follows_opener(uint32_t i);
  bool opens_another(uint32_t opener, uint32_t part);
  void find_ids();
  bool follows_line(uint32_t i) const;
  uint32_t sibling_before(uint32_t i) const;

  static constexpr std::size_t most_named = 10000, longest_ids = 400;
  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  HtmlContent& content_;
  bool knows_named_ = false;
  std::vector<std::string_view> named_;  // ids, sorted, once knows_named_
  bool knows_ids_ = false;
  std::vector<std::pair<std::string, uint32_t>> ids_;  // of all elements, sorted, once knows_ids_
  std::string value_;
};

}  // namespace docmill::cleaner
