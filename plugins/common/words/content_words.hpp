// The words of a sentence that carry what it is about, as numbers.
//
// Of the words of word_reader.hpp are left out: those of fewer than four letters unless they hold a digit or are
// written in capitals ("H100", "GPU"), and function words where there is a list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "function_words.hpp"
#include "word_reader.hpp"

namespace docmill::words {

// Does the word say what a text is about? `function_words`: the list of its language.
bool is_content_word(const Word& word, const FunctionWords& function_words);

// Adds the words of `sentence` (valid UTF-8) to `words`, in order, with repetitions. `function_words`: the list of its
// language. `scratch` is the folded word. Linear in the sentence.
void add_content_words(std::string_view sentence, const FunctionWords& function_words, std::string& scratch,
                       std::vector<WordHash>& words);

}  // namespace docmill::words
