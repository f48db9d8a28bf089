// Captions that nothing names so. Private to the HTML way.
#pragma once

#include <string_view>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Behind the model: takes out short blocks that begin with a picture and name its photographer or owner.
void drop_captions_of_pictures(std::string_view source, const HtmlTree& tree, const CueTable& cues,
                               HtmlContent& content);

}  // namespace docmill::cleaner
