// Repairs what other programs broke before the text came here, as rewrites that keep the exact map.
//
// Each function empties `edits`, fills it, and says whether there is anything in it. Clean text is passed over at the
// speed of a scan. Pure functions, one thread each; the source is valid UTF-8.
#pragma once

#include <string_view>

#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

// UTF-8 that was read as an encoding of one byte a character (text_edits/code_pages.hpp) and written as UTF-8 again; of
// several that could be it, the one that explains most. A sequence is one of characters that, as bytes of that
// encoding, are well-formed UTF-8 for one character above U+007F. Those that are no accident ("Ã©", "â€™", "Ä°st") are
// repaired where there are two of them, or one mark or letter within a word; all of them where they are most of what is
// not ASCII, in the text or in a line. Where the characters are letters of real text (1250, 1251, 1255, KOI8, 866) only
// the latter counts, and marks ("вЂ™"); where they are signs of mathematics or drawings (Mac, 437, 850) only what
// stands within words. Beside repaired ones "Ã" before a space is "à" and "â€" a quotation mark.
bool repair_encoding(std::string_view source, EditList& edits);

// What a control character U+0080 to U+009F was as a byte of Windows-1252: quotation marks, dashes, the euro. 0 for
// U+0085, which ends a line, for what is no character there either, and for all others.
char32_t character_of_control(char32_t c);

// Character references that a tool left in plain text: "&amp;", "&#8217;", "&nbsp;". Only those with a semicolon.
bool repair_references(std::string_view source, EditList& edits);

}  // namespace docmill::cleaner
