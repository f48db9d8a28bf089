// The words of a sentence that carry what it is about, as numbers.
//
// A word is a run of letters, digits and combining marks, case-folded (simple folding). Left out: words of fewer than
// four letters unless they hold a digit or are written in capitals ("H100", "GPU"), and function words where there is a
// list. Scripts that put no spaces between words (Han, kana, Thai, Lao, Khmer, Myanmar) are taken in pairs of
// neighbouring characters, hiragana left out (in Japanese it is mostly endings).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "function_words.hpp"

namespace docmill::words {

// A word by a 64-bit hash of its bytes (FNV-1a): the same everywhere; two words that meet count as one.
using WordHash = uint64_t;

// Adds the words of `sentence` (valid UTF-8) to `words`, in order, with repetitions. `function_words`: the list of its
// language. `scratch` is the folded word. Linear in the sentence.
void add_content_words(std::string_view sentence, const FunctionWords& function_words, std::string& scratch,
                       std::vector<WordHash>& words);

}  // namespace docmill::words
