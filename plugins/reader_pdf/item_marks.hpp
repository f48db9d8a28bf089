// Marks of items and numbers of notes that stand alone, beside the line that they belong to.
#pragma once

#include <string_view>

#include "page_layout.hpp"

namespace docmill::pdf {

// "•", "3.", "b)", "(iv)", "12".
bool is_mark(std::string_view text);

// Word processors set "•", "3." or the number of a footnote at some distance, so that poppler makes a block of them.
// Each goes in front of the nearest line at its right, on its height; the line is then marked as the beginning of an
// item. Lines that pages repeat get none, nor does a lone number at the head of a page go to any: it is that of the
// page. `text_height`: that most of the text has; the number of a note only goes to smaller letters.
void join_item_marks(Page& page, double text_height);

}  // namespace docmill::pdf
