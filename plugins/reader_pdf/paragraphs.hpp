// Paragraphs out of the lines of a PDF, which knows of none: by indents, sizes and what a line ends with.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "page_layout.hpp"

namespace docmill::pdf {

// What a paragraph has in one block of one page.
struct Piece {
  std::size_t page = 0;  // from 1
  Box box;
  std::string text;  // with the space that divides it from the piece before, if there is one
};

enum class Role { text, title, heading };

struct Paragraph {
  Role role = Role::text;
  std::vector<Piece> pieces;
};

struct Text {
  std::vector<Paragraph> paragraphs;     // in the order of reading
  std::vector<Piece> running;            // heads and feet that pages repeat, and page numbers
  std::vector<std::size_t> empty_pages;  // from 1: without any text
};

Text text_of(std::vector<Page> pages);

}  // namespace docmill::pdf
