// Headings, lists, tables and captions of a page, as places in its clean text: what a writer needs to set them again.
//
// Places are bytes of the text that `edits` make of the source, half-open, trimmed, in order; what is not in the text
// is not here. Numbers count from 1 in the order of the page. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "main_content/content.hpp"
#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

struct TextRange {
  uint32_t start = 0, end = 0;
};
struct Heading {
  TextRange place;
  uint32_t level;  // 1 to 6
};
// The text of a list item without that of lists within it; what goes on behind such a list is a range of its own.
struct ListItem {
  TextRange place;
  uint32_t list;    // number of the list
  uint32_t number;  // of the item in it
  uint32_t level;   // 1: not within another list
  bool ordered;
};
struct TableCell {
  TextRange place;
  uint32_t table, row, column;
  bool header;
};

struct Structure {
  std::vector<Heading> headings;
  std::vector<ListItem> items;
  std::vector<TableCell> cells;
  std::vector<TextRange> captions;

  void clear() {
    headings.clear();
    items.clear();
    cells.clear();
    captions.clear();
  }
};

void read_structure(std::string_view source, const HtmlTree& tree, const HtmlContent& content, const EditList& edits,
                    Structure& structure);

}  // namespace docmill::cleaner
