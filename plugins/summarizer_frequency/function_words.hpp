// Words that say nothing of what a text is about: articles, pronouns, prepositions, auxiliaries.
//
// Short lists of our own, for some languages only; a language without a list still drops its short words (see
// content_words.hpp). Words shorter than four letters need not stand here.
#pragma once

#include <cstdint>
#include <string_view>

namespace docmill::summary {

// Is the word (case-folded) a function word of the language (primary subtag)?
bool is_function_word(std::string_view word, std::string_view language);

// Is there a list for the language?
bool has_function_words(std::string_view language);

}  // namespace docmill::summary
