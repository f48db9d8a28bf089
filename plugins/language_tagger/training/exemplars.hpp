// CLDR's alphabets as ICU carries them, for training/alphabets.cpp and the test of alphabets_table.cpp.
#pragma once

#include <string>
#include <string_view>

namespace docmill::language {

// Does CLDR know the language (a primary subtag) itself? Then `letters` get what its standard exemplar set has of Latin
// and Cyrillic letters outside ASCII, in both cases, ascending. Chinese, Japanese and Korean count as unknown: theirs
// are lists of common characters, no alphabets.
bool exemplar_letters(std::string_view primary, std::u32string& letters);

}  // namespace docmill::language
