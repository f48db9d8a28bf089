// The numbers beside lines of code. Private to the HTML way.
#pragma once

#include <string_view>
#include <vector>

#include "html/parser.hpp"

namespace docmill::cleaner {

// Does the element hold nothing but numbers, and stand in code or right before it, or hold several of them? What its
// names say (Marks::numbers_lines) is asked before.
bool is_line_numbers(std::string_view source, const std::vector<HtmlNode>& nodes, uint32_t element, bool in_code);

}  // namespace docmill::cleaner
