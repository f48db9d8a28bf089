// Text as it is compared, whatever its writer did with case and marks.
#pragma once

#include <string>
#include <string_view>

namespace docmill::cleaner {

// What is compared on both sides: lower case, straight apostrophes, single plain spaces, ASCII digits, accents joined
// with their letters; without the accents of Greek, the vowel signs of Arabic, the two letters i of Turkish. Into `out`
// (emptied first).
void fold(std::string_view text, std::string& out);

// Places of a folded form in its text, which may have more bytes or fewer before them: offsets in `text`, its size
// where the folded form has no such place. Each code point is folded with all before it: for lines. `scratch` is
// written over. Where what begins at byte `at` of the folded form begins:
std::size_t start_of_folded(std::string_view text, std::size_t at, std::string& scratch);
// Behind the last code point that is in the first `end` bytes of the folded form; `end` is not 0.
std::size_t end_of_folded(std::string_view text, std::size_t end, std::string& scratch);

}  // namespace docmill::cleaner
