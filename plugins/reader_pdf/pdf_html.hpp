// The text of a PDF as simple HTML, which says of each paragraph where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "paragraphs.hpp"

namespace docmill::pdf {

struct Html {
  std::string page;
  std::vector<uint64_t> page_starts;  // by page: the byte at which its first text stands, or would
};

// <p data-page="3" data-box="72 100.5 310 160">: points from the upper left corner, to a tenth. What goes on elsewhere
// is a <span> of the same kind inside; what pages repeat stands in the <footer>, at the end.
Html html_of(const Text& text, std::string_view title, std::size_t n_pages);

}  // namespace docmill::pdf
