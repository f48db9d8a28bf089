// Which blocks inside the container go, by names of elements and by links. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Gives every block of content.blocks that is outside the container, or pruned, its verdict. A part is pruned that is
// named for something else or that is mostly links, unless it holds more of the container than such a part can.
void prune_blocks(const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content);

}  // namespace docmill::cleaner
