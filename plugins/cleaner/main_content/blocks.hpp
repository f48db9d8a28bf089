// Cuts the texts of a tree into blocks and counts their words. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Fills content.blocks (without verdicts), content.units beside them, and marks, sums and paths of content.nodes.
void read_blocks(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlContent& content);

}  // namespace docmill::cleaner
