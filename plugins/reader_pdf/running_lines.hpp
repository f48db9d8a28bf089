// The heads and feet that pages repeat, and page numbers.
#pragma once

#include <vector>

#include "page_layout.hpp"
#include "paragraphs.hpp"

namespace docmill::pdf {

// In the uppermost tenth of its page.
bool is_at_head(const Line& line, const Page& page);

// A line is one when it stands in the uppermost or lowest tenth of its page and a line of the same text, digits aside,
// stands at that height on two other pages (one other for a lone number).

// Marks those that are more than a mark of an item or a number: whether these belong to a line beside them is known
// only when they are joined, and no number of a page may be joined to a line that is marked here.
void find_running_lines(std::vector<Page>& pages);
// Takes all out of the pages.
std::vector<Piece> take_running_lines(std::vector<Page>& pages);

}  // namespace docmill::pdf
