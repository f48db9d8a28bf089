// What the names of elements are worth: evidence, weighed against the words inside. Private to the HTML way.
#pragma once

#include "main_content/content.hpp"

namespace docmill::cleaner {

// On the page of a forum comments are the text; on that of a product, reviews are comments.
enum class PageIs : uint8_t { unknown, forum, product };

// A field to write an address in; what a toolbar or a list to choose from has is a button or such fields. Looks at the
// first nodes of the element alone.
enum class FormHas : uint8_t { field, field_or_button };
bool holds_form(const std::vector<HtmlNode>& nodes, uint32_t element, FormHas what);

// Takes the role from elements that are only named for something: from wrappers of most of the page ("has-sidebar"),
// and from paragraphs and sections whose sentences say that they are text ("related-work", "widget" of a page builder).
// What is hidden stays so. `all_names`: believe tags alone. Call once the words of all nodes are summed up.
void weigh_names(const HtmlTree& tree, bool all_names, PageIs page, HtmlContent& content);

}  // namespace docmill::cleaner
