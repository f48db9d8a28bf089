// Repairs what other programs broke before the text came here, as rewrites that keep the exact map.
//
// Each function empties `edits`, fills it, and says whether there is anything in it. Clean text is passed over at the
// speed of a scan. Pure functions, one thread each; the source is valid UTF-8.
#pragma once

#include <string_view>

#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

// UTF-8 that was read as Windows-1252 or Latin-1, Windows-1254, 1251 or 1250, Mac Roman, or the DOS code pages 437 or
// 850, and written as UTF-8 again; of several that could be it, the one that explains most. A sequence is one of
// characters that, as bytes of that encoding, are well-formed UTF-8 for one character above U+007F. Those that are no
// accident
// ("Ã©", "â€™", "Ä°st") are repaired where there are two of them, or one mark; all of them where they are most of what
// is not ASCII. Where the characters are letters of real text (1251, 1250) only the latter counts, where they are signs
// of mathematics or drawings (Mac, DOS) only what stands within words.
bool repair_encoding(std::string_view source, EditList& edits);

// Character references that a tool left in plain text: "&amp;", "&#8217;", "&nbsp;". Only those with a semicolon.
bool repair_references(std::string_view source, EditList& edits);

}  // namespace docmill::cleaner
