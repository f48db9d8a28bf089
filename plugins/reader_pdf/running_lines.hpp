// The heads and feet that pages repeat, and page numbers.
#pragma once

#include <vector>

#include "page_layout.hpp"
#include "paragraphs.hpp"

namespace docmill::pdf {

// Takes them out of the pages. A line is one when it stands in the uppermost or lowest tenth of its page and a line of
// the same text, digits aside, stands at that height on two other pages (one other for a lone number).
std::vector<Piece> take_running_lines(std::vector<Page>& pages);

}  // namespace docmill::pdf
