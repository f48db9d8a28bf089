// Text of another alphabet that was read as Windows-1252 or Latin-1.
#pragma once

#include <string_view>

#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

// "Ìåëüíèöà ó ðåêè" is "Мельница у реки": words of Cyrillic, Greek, Hebrew or Arabic whose bytes were taken for letters
// of the West. No language of the West has words of nothing but letters with accents; so several, and few of others,
// are enough, and the alphabet whose frequent letters they are is taken. Repairs the lines that consist of such words.
// Empties `edits`, fills it, and says whether there is anything in it.
bool repair_alphabet(std::string_view source, EditList& edits);

// "pøíli¹" is "příliš", "m³yn" is "młyn", "ðíçrso" is "šķērso": text of the middle of Europe or the Baltic that was
// read as Windows-1252. Its letters beyond ASCII are those of one language there, and of none of the West: all of them
// but one in thirty, and the best language of the West lacks one in eight. Turkish ("ýþýk" is "ışık") by letters of
// Iceland beside "ç" or "ü", and none else of those that Icelandic is full of.
bool repair_letters(std::string_view source, EditList& edits);

}  // namespace docmill::cleaner
