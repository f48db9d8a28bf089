// Characters of the font Symbol, which Word keeps by their number in the font.
#pragma once

#include <string>
#include <string_view>

namespace docmill::office {

// <w:sym w:font="Symbol" w:char="F06D"/>: "μ". Empty: a picture of another font (Wingdings), which says nothing.
std::string symbol_text(std::string_view font, std::string_view hex);

}  // namespace docmill::office
