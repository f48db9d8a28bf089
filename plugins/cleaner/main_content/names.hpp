// What the names of elements are worth: evidence, weighed against the words inside. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Takes the role from elements that are only named for something: from wrappers of most of the page ("has-sidebar"),
// and from paragraphs and sections whose sentences say that they are text ("related-work", "widget" of a page builder).
// What is hidden stays so. `all_names`: believe tags alone; `forum`: comments are what the page is about. Call once the
// words of all nodes are summed up.
void weigh_names(const HtmlTree& tree, bool all_names, bool forum, HtmlContent& content);

}  // namespace docmill::cleaner
