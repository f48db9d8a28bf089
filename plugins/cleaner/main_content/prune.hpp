// Which blocks inside the container go by the names of elements. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Gives every block of content.blocks that is outside the container, or within what is named for something else, its
// verdict.
void prune_blocks(const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content);

}  // namespace docmill::cleaner
