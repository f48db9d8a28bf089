// Boxes that ask for a mail address, whatever they are named. Private to the HTML way.
#pragma once

#include <string_view>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Gives the role of a newsletter to forms of few words with a field for an address, and to the boxes that hold little
// else.
void name_mail_boxes(std::string_view source, const HtmlTree& tree, HtmlContent& content);

}  // namespace docmill::cleaner
