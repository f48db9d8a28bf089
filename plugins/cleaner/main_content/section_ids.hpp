// Ids that a tool made of the headings of a document: addresses, no names. Private to the HTML way.
#pragma once

#include <string_view>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Where several parts of the page have the words of their headings for an id, none has a role by it.
void forget_section_ids(std::string_view source, const HtmlTree& tree, HtmlContent& content);

}  // namespace docmill::cleaner
