// Puts chosen sentences together.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace docmill::sentences {

// Adds a sentence to a summary: one space between, none beside scripts written without (after 。, before an ideograph).
// White space and line ends inside the sentence become single spaces (none between two ideographs).
void append_sentence(std::string& summary, std::string_view sentence);

// Would the summary stay within so many code points (0: no limit)?
bool fits(std::string_view summary, std::string_view sentence, std::size_t max_characters);

// The longest beginning of `sentence` within `max_characters` code points that ends between words, with "…" behind it
// where something was left out (the ellipsis counts). In scripts without spaces it ends between two ideographs; a
// single word longer than the limit is left out: empty.
void append_shortened(std::string& summary, std::string_view sentence, std::size_t max_characters);

}  // namespace docmill::sentences
