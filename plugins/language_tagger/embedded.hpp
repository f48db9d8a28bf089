// Latin letters in a line of another script: names of products and titles, which are often longer than the sentence
// around them and say nothing about its language.
#pragma once

#include <cstdint>
#include <string_view>

#include "letters.hpp"

namespace docmill::language {

inline constexpr uint64_t embedded_part = 4;  // letters of names speak for so much less

// `line`: a line with Latin letters and others, whose count `letters` is. Takes Latin ones away for what begins with a
// capital, where two words or more are in another script, and so many that the other script decides where nothing but
// names is Latin.
void discount_embedded(std::string_view line, LetterCount& letters);

}  // namespace docmill::language
