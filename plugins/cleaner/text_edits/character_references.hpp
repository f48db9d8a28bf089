// Character references of HTML: &amp; &#8217; &#x2019; &nbsp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::cleaner {

// Reads the reference that begins at text[at] == '&'. Gives its length in bytes and appends what it stands for to
// `out`; gives 0 and appends nothing when there is none (the ampersand stands for itself). Names are those of WHATWG
// HTML with the old ones that need no semicolon; numbers follow its rules too (0x80 to 0x9F are Windows-1252, what is
// no character is U+FFFD). Constant time.
uint32_t read_character_reference(std::string_view text, uint32_t at, std::string& out);

// The whole text with its references read. Into `out` (emptied first).
void decode_character_references(std::string_view text, std::string& out);

}  // namespace docmill::cleaner
