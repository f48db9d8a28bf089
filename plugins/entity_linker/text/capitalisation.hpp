// What the place of a word in the text says about its capital: beginnings of sentences, headings in title case, lines
// in capitals, lines in German, where every noun has one. Marks the tokens with the flags sentence_start, heading,
// shouting, other_language and noun_capitals. The language of a line is told by its small words (WordLists), that of a
// line without any by those of the whole text; it needs no language layer.
#pragma once

#include <vector>

#include "text/tokens.hpp"
#include "text/word_lists.hpp"

namespace docmill::linker {

// The first part of mark_capitalisation, all that finding mentions needs: beginnings of sentences, and small words.
void mark_sentences(const WordLists& words, std::vector<Token>& tokens);

void mark_capitalisation(const WordLists& words, std::vector<Token>& tokens);

}  // namespace docmill::linker
