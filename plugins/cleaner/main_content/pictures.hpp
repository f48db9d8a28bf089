// Pictures that are there to be read. Private to the HTML way.
#pragma once

#include <string>
#include <string_view>

#include "html/parser.hpp"

namespace docmill::cleaner {

// Is the picture there for a character (an emoji, which its alternative text is, or the initial of a paragraph)? Into
// `character`, references read.
bool is_picture_of_character(std::string_view source, const HtmlTree& tree, uint32_t picture, std::string& character);

// The formula that the picture shows, as its alternative text has it in the source (references unread); else empty.
std::string_view formula_of_picture(std::string_view source, const HtmlTree& tree, uint32_t picture);

}  // namespace docmill::cleaner
