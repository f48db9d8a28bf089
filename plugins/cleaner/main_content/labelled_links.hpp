// Lines amid an article that lead to another one ("Read next: a headline"). Private to the HTML way.
#pragma once

#include <string_view>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Takes out paragraphs that are a label of a few words and a link of some between two paragraphs of prose that stay.
void drop_labelled_links(std::string_view source, const HtmlTree& tree, HtmlContent& content);

}  // namespace docmill::cleaner
