// What differs between two texts, in words, to be read by people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tooling/namespace.hpp"

namespace docmill::tooling {

// A place where the texts part: bytes [a_begin, a_end) of the first stand where [b_begin, b_end) of the second do.
struct TextEdit {
  std::size_t a_begin = 0, a_end = 0;
  std::size_t b_begin = 0, b_end = 0;
};

// Edits in order of place, whole words, white space or single characters of scripts without spaces. Few edits, by
// E. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986); texts that differ in more than
// some thousand words are not searched to the end: the rest is one edit. Memory is bounded. UTF-8 is not checked.
std::vector<TextEdit> diff_words(std::string_view a, std::string_view b);

// The share of words that are not in both, 0 (the same) to 1 (nothing in common).
double distance(std::string_view a, std::string_view b);

// Each edit with some words around it, as two lines without their ends:
//   - …sold the memory of the A100 in the year
//   + …sold the memory of the H100 in the year
// Edits that are near each other stand together; after `most` of them "… and 7 more". Line ends are shown as ⏎.
std::vector<std::string> show_text_difference(std::string_view a, std::string_view b, std::size_t most);

}  // namespace docmill::tooling
