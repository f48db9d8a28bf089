// Where a full stop does not end a sentence, and what a heading looks like.
//
// ICU's rules (UAX #29) break after "Mr." and "J. K."; these rules look at the words on both sides and take such breaks
// back. They are a handful of patterns, not a trained model (compare Kiss and Strunk 2006, "Unsupervised Multilingual
// Sentence Boundary Detection"), so that everyone can see why a sentence ended where it did.
#pragma once

#include <cstddef>
#include <string_view>

namespace docmill::sentences {

// Is the break between `before` and `after` (both trimmed, of one line) no end of a sentence?
//   - an initial: "J." in "J. K. Rowling", "z." in "z. B.", unless a word follows that begins sentences
//   - a known abbreviation that goes before something: "Dr.", "No." before a digit, "e.g.", "z. B.", "г."
//   - letters with dots, "U.S.", unless the next word is one that begins sentences ("The", "He", "In", …)
//   - in languages that write ordinals with a dot (de, cs, fi, …): one or two digits, "am 3. Mai"
// `language`: primary subtag, e.g. "de"; may be empty.
bool is_false_break(std::string_view before, std::string_view after, std::string_view language);

// Does the stretch end as sentences end: a mark with the Unicode property Sentence_Terminal (. ! ? 。！？ ؟ । …), an
// ellipsis, in Greek ";" and U+037E, then closing quotes and brackets?
bool ends_like_sentence(std::string_view stretch, std::string_view language);

// Words between white space; in scripts without spaces two ideographs, syllables or four Thai letters count as a word.
std::size_t count_words(std::string_view stretch);

// Lines with fewer words that do not end like a sentence are headings, menu items, captions: no sentences.
inline constexpr std::size_t min_words_without_end = 12;
bool looks_like_heading(std::string_view line, std::string_view language);

}  // namespace docmill::sentences
