// Titles and addresses of feeds, as programs that show feeds read them.
#pragma once

#include <string>
#include <string_view>

namespace docmill::feed {

// A title that may be HTML, or HTML of HTML: its references replaced, the tags taken away that letters have
// ("<b>x</b>"; a lone "<b>" is a word of the title), white space as one blank.
std::string plain_title(std::string_view title);

// The address that `reference` stands for in a place whose address is `base` (RFC 3986, 5.2); as it is written where
// the base is none.
std::string resolved_address(std::string_view base, std::string_view reference);

// Letters of XML as its elements and attributes write them.
void append_escaped(std::string& out, std::string_view text);

}  // namespace docmill::feed
