// When the posts of an index were written, as each of them shows it. Private to the HTML way.
#pragma once

#include <string_view>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Behind the model: where a page has several headings over prose with nothing but a day between both, or right before
// the heading, these lines go. A paragraph like others under a heading that is no link stays ("Released on ...").
void drop_days_of_posts(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlContent& content);

}  // namespace docmill::cleaner
