// What the place of a word in the text says about its capital: beginnings of sentences, headings in title case, lines
// in capitals, lines in German, where every noun has one. Marks the tokens with the flags sentence_start, heading,
// shouting, other_language and noun_capitals. The language of a line is told by its small words (WordLists), that of a
// line without any by those of the whole text, or by what a stage before has told of the document.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/tokens.hpp"
#include "text/word_lists.hpp"

namespace docmill::linker {

// How many small words of which language: evidence of the language of a line. Words that English shares count for none.
struct LanguageCounts {
  uint32_t english = 0, other = 0;
  std::array<uint32_t, n_case_languages> of_language{};
  void add_other(uint32_t small_word);  // of another language alone
  void add(const LanguageCounts& counts);
  // The language that at least half of the words of other languages have; of equal ones `rather`.
  CaseLanguage case_language(CaseLanguage rather) const;
  // Has another language far more of the words than this one?
  bool outnumber(CaseLanguage language) const;
};

// Scratch space of one thread, used again for every document.
struct CapitalisationScratch {
  struct Line {
    uint32_t first, last;  // tokens [first, last)
    LanguageCounts small_words;
  };
  std::vector<Line> lines;
};

// What somebody has told of the document's language: whether it is another one than English, and which of those whose
// names have endings.
struct ToldLanguage {
  bool other = false;
  CaseLanguage language = CaseLanguage::none;
};
// By its BCP 47 tag; nothing of "en", "und" and "".
ToldLanguage told_language(std::string_view tag);

void mark_capitalisation(const WordLists& words, Tokens& tokens, CapitalisationScratch& scratch,
                         const ToldLanguage& told = {});

}  // namespace docmill::linker
