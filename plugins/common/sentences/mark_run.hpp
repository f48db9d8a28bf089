// A run of marks that may end a sentence, with what closes there, and what comes after it on the line.
#pragma once

#include <cstddef>
#include <string_view>

#include "marks.hpp"

namespace docmill::sentences {

// Bytes [begin, end) of the text: full stops, question marks and so on, closing quotation marks and brackets among them
// ("Is it?", « Oui ! », "end.)"), and notes ("end.[12]", "end.[citation needed]", "end.³").
struct MarkRun {
  std::size_t begin = 0, end = 0;
  unsigned dots = 0;
  unsigned halves = 0;
  bool ellipsis = false;      // two dots or more, or …
  bool strong = false;        // ! ? and their like
  bool wide = false;          // of a script without spaces
  bool exclamation = false;   // its last mark is !
  bool closes_quote = false;  // a quotation ends in it
  bool closes_bracket = false;
  bool closes_title = false;  // 《...》 of a book, with no mark behind: what is in it is a name

  // A half alone ends nothing.
  bool may_end() const { return dots > 0 || ellipsis || strong || wide; }
  bool single_dot() const { return dots == 1 && !ellipsis && !strong && !wide; }
};

// The run that begins at `at`, where a mark stands. `pending`: where the open quotation is known to close, if one is.
MarkRun read_marks(std::string_view text, std::size_t at, LocalMarks local, std::size_t pending);

// What follows on the same line, behind blanks, opening quotation marks and brackets, dashes and pictures.
struct Ahead {
  char32_t c = 0;        // 0: the line ends
  std::size_t word = 0;  // where c stands
  bool glued = true;     // nothing stood between
  bool opens_quote = false;
};
Ahead look_ahead(std::string_view text, std::size_t at);

// Does the character at `at` open something (that is, does it not close, and is it no apostrophe or inch)?
bool is_opening(std::string_view text, std::size_t at, char32_t c);

}  // namespace docmill::sentences
