// Text as it stands in HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace docmill {

// Appends text with what means something in HTML escaped; control characters that XML cannot have are left out.
void append_html_text(std::string& out, std::string_view text);

}  // namespace docmill
