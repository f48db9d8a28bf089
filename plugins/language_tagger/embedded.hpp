// Latin letters in a line of another script: names of products, titles and quotations, which are often longer than the
// sentence around them and say nothing about its language.
#pragma once

#include <cstdint>
#include <string_view>

#include "letters.hpp"

namespace docmill::language {

inline constexpr uint64_t quoted_part = 8;    // letters of a quotation in another script speak for so much less …
inline constexpr uint64_t embedded_part = 4;  // … and those of names

// `line`: a line with Latin letters and others, whose count `letters` is. Takes Latin ones away for what is quoted,
// begins with a capital, or stands in one word with other letters, where two words or more are in another script.
void discount_embedded(std::string_view line, LetterCount& letters);

}  // namespace docmill::language
