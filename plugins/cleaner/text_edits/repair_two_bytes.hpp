// UTF-8 that was read as an encoding of two bytes a character.
#pragma once

#include <string_view>

#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

// "d茅j脿" (GBK), "dﾃｩ" (Shift_JIS), "챕" (EUC-KR): the characters of a line, as bytes of such an encoding, are UTF-8
// throughout, which real text of East Asia is not for three characters. A byte that was lost on the way (U+FFFD, or the
// question mark in its place) takes its character along. Empties `edits`, fills it, and says whether there is anything
// in it; gives up at the first lines of real text. Pure, one thread each; the source is valid UTF-8.
bool repair_two_bytes(std::string_view source, EditList& edits);

}  // namespace docmill::cleaner
