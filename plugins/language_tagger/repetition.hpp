// Text whose letters say nothing of a language: laughter and other syllables over and over, Roman numerals.
#pragma once

#include <string_view>

namespace docmill::language {

// `hahaha haha`, `blah blah blah`, `aaaaaa`: one to four letters again and again, three times at least. `text`: valid
// UTF-8. Ends at the first word that is otherwise.
bool is_repetition(std::string_view text);

// `I II III IV`: three or more, and nothing else. `text`: valid UTF-8.
bool is_numerals(std::string_view text);

}  // namespace docmill::language
