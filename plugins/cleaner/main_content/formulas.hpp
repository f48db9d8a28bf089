// What the parts of a formula need in a line of text. Private to the HTML way.
#pragma once

#include <string_view>

#include "html/parser.hpp"

namespace docmill::cleaner {

// Would the part read otherwise without brackets: as a numerator or below a root, as a denominator, as an exponent?
// Only parts whose element has an end tag, which the second bracket stands for.
enum class FormulaPart : uint8_t { upper, lower, exponent };
bool needs_brackets(std::string_view source, const HtmlTree& tree, uint32_t part, FormulaPart as);

// Does a whole number stand right before the fraction ("3 1/2")?
bool follows_number(std::string_view source, const HtmlTree& tree, uint32_t fraction);

}  // namespace docmill::cleaner
