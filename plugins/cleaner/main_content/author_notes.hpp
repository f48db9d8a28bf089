// What stands at the end about the author, under a heading that says so. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Behind the model: takes out a few short paragraphs under such a heading, to the next heading or the end.
void drop_author_notes(const HtmlTree& tree, HtmlContent& content);

}  // namespace docmill::cleaner
