// What the place of a word in the text says about its capital: beginnings of sentences, headings in title case, lines
// in capitals. Marks the tokens with the flags sentence_start, heading and shouting.
#pragma once

#include <vector>

#include "tokens.hpp"
#include "word_lists.hpp"

namespace docmill::linker {

void mark_layout(const WordLists& words, std::vector<Token>& tokens);

}  // namespace docmill::linker
