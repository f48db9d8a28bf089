// Cuts a paragraph in which several languages are mixed into stretches that are likely to be of one language each:
// after sentence ends, and where the script changes. Only a guess at places; the tagger judges and joins them again.
#pragma once

#include <string_view>
#include <vector>

#include "byte_kinds.hpp"
#include "letters.hpp"
#include "paragraphs.hpp"

namespace docmill::language {

// A stretch whose letters weigh less is joined to its neighbour: too little to tell a language by.
inline constexpr uint64_t min_piece_weight = 24;
// The same for a quotation in another script, whose ends are seen.
inline constexpr uint64_t min_quoted_weight = 12;

// For the purpose of cutting kana and Han are one script.
constexpr UScriptCode cutting_script(UScriptCode script) {
  return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ? USCRIPT_HAN : script;
}

struct Piece {
  Range range;  // in bytes of the paragraph; pieces are in order and leave out only white space between them
  uint64_t weight;
  UScriptCode script;   // of the heaviest of what was joined, kana and Han as USCRIPT_HAN; UNKNOWN without letters
  bool quoted = false;  // it begins with a quotation mark
  bool aside = false;   // a gloss in brackets, or letters in the middle of a sentence in another script
  bool pure = true;     // all its letters are of `script`
};

// `paragraph`: valid UTF-8, trimmed, of these kinds, which may be others afterwards. Linear in its length. `letters`:
// the paragraph's are added to it.
void cut_pieces(std::string_view paragraph, Kinds kinds, std::vector<Piece>& pieces, LetterCount& letters);
// The same, letter by letter: what tests compare the shorter way for Latin letters with.
void cut_pieces_by_letters(std::string_view paragraph, std::vector<Piece>& pieces, LetterCount& letters);

// Glosses in brackets and letters in the middle of a sentence in another script say little about the language of their
// line. `letters`: of the line, whose `pieces` these are; an eighth of such letters is left. False: there are none.
bool discount_asides(std::string_view line, const std::vector<Piece>& pieces, LetterCount& letters);

// Quotations of min_quoted_weight letters or more, with their marks: “…”, „…“, «…», »…«, ‹…›, "…", 「…」, 『…』, ‘…’.
// In order, none within another; a mark that is not closed within the paragraph begins none.
void find_quotations(std::string_view paragraph, std::vector<Range>& quotations);

}  // namespace docmill::language
