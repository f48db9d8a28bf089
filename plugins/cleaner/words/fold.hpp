// Text as it is compared, whatever its writer did with case and marks.
#pragma once

#include <string>
#include <string_view>

namespace docmill::cleaner {

// What is compared on both sides: lower case, straight apostrophes, single plain spaces, ASCII digits, accents joined
// with their letters; without the accents of Greek, the vowel signs of Arabic, the two letters i of Turkish. Into `out`
// (emptied first).
void fold(std::string_view text, std::string& out);

}  // namespace docmill::cleaner
