// Cuts the texts of a tree into blocks and counts their words. Private to the HTML way.
#pragma once

#include "html_content.hpp"

namespace docmill::cleaner {

// Fills content.blocks (without verdicts) and the marks and sums of content.nodes.
void read_blocks(std::string_view source, const HtmlTree& tree, HtmlContent& content);

}  // namespace docmill::cleaner
