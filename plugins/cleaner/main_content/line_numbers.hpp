// The numbers beside lines of code. Private to the HTML way.
#pragma once

#include <string_view>
#include <vector>

#include "html/parser.hpp"

namespace docmill::cleaner {

// Asked of elements in the order of the page, those within others behind them: what one look found is not looked at
// again, however deep elements are nested.
class LineNumbers {
 public:
  // Does the element hold nothing but numbers, each one more than the one before, beside code? What its names say
  // (Marks::numbers_lines) is asked before. `in_code`: in preformatted text.
  bool is(std::string_view source, const std::vector<HtmlNode>& nodes, uint32_t element, bool in_code);

  uint64_t steps = 0;  // nodes and numbers that were looked at, and characters between them

 private:
  // How many; 0 where something else stands there.
  uint32_t run_of_numbers(std::string_view source, const std::vector<HtmlNode>& nodes, uint32_t element);

  // No run holds the texts of both nodes. Where an element ends that has no text. The node of the last number.
  uint32_t first_ = 0, last_ = 0, blank_end_ = 0, number_ = 0;
};

}  // namespace docmill::cleaner
