// Marks of items and numbers of notes that stand alone, beside the line that they belong to.
#pragma once

#include "page_layout.hpp"

namespace docmill::pdf {

// Word processors set "•", "3." or the number of a footnote at some distance, so that poppler makes a block of them.
// Each goes in front of the nearest line at its right, on its height; the line is then marked as the beginning of an
// item. `text_height`: that most of the text has; the number of a note only goes to smaller letters.
void join_item_marks(Page& page, double text_height);

}  // namespace docmill::pdf
