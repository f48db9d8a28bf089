// What a heading looks like, and what ends as sentences end.
#pragma once

#include <cstddef>
#include <string_view>

namespace docmill::sentences {

// Does the stretch end as sentences end: a mark with the Unicode property Sentence_Terminal (. ! ? 。！？ ؟ । …), an
// ellipsis, in Greek ";" and U+037E, then closing quotes and brackets?
bool ends_like_sentence(std::string_view stretch, std::string_view language);

// Words between white space; in scripts without spaces two ideographs, syllables or four Thai letters count as a word.
std::size_t count_words(std::string_view stretch);

// Lines with fewer words that do not end like a sentence are headings, menu items, captions: no sentences.
inline constexpr std::size_t min_words_without_end = 12;
bool looks_like_heading(std::string_view line, std::string_view language);

}  // namespace docmill::sentences
