// Letters that no language puts side by side: keys struck at random, text enciphered letter by letter.
#pragma once

#include <cstddef>
#include <string_view>

namespace docmill::language {

inline constexpr std::size_t least_pairs = 12;  // with fewer nothing can be said

// Do the pairs of ASCII letters at the beginning of the text (and of letters and ends of words) speak against every
// language? False where there are too few of them. Looks at 240 bytes.
bool has_no_words(std::string_view text);

}  // namespace docmill::language
