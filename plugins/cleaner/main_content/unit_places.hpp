// What stands around each block, for the model. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Completes content.units with what the tree and the rules say of each block; needed for describing them, too.
void complete_units(const HtmlTree& tree, const HtmlKnowledge& knowledge, HtmlContent& content);

}  // namespace docmill::cleaner
