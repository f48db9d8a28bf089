// Lines amid an article that lead to other ones ("Read next: a headline"). Private to the HTML way.
#pragma once

#include <string_view>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Behind the model: takes out, between two paragraphs of prose that stay, paragraphs that are a label of a few words
// and a link of some (headings, too, that say so), calls to subscribe and small boxes around one; calls to follow the
// site behind such a paragraph; "[edit]" behind a heading; and what the model left of lists of links.
void drop_lines_to_others(std::string_view source, const HtmlTree& tree, HtmlContent& content);

}  // namespace docmill::cleaner
