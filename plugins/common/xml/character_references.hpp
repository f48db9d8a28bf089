// References to characters in XML: the five that it names, and those by number.
#pragma once

#include <string>
#include <string_view>

namespace docmill {

// Appends the text with its references replaced; what is none stays as it is.
void append_unescaped(std::string& out, std::string_view escaped);

}  // namespace docmill
