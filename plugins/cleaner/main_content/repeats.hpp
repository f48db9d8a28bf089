// What a page says twice: one layout for each width of a screen, the copies that a carousel turns, a post that a reply
// quotes. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Of stretches of blocks that stay and say the same, word for word, in 20 words or more, the first stays: one long
// paragraph, or a heading and short ones in the same order. Code, cells and formulas may say the same twice; so may
// paragraphs beside each other in one element, and short ones (an answer, a thank-you, a refrain) among other text.
// Linear but for one sort.
void drop_repeats(const HtmlTree& tree, HtmlContent& content);

}  // namespace docmill::cleaner
