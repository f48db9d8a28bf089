// The length of a text in words, as its readers count them.
#pragma once

#include <cstddef>
#include <string_view>

namespace docmill::summary {

// Stretches between white space that hold a letter or digit; an ideograph, kana or Thai letter is a word of its own.
std::size_t count_words(std::string_view text);

// The longest beginning of `text` of at most so many words, without white space at its end; all of it where it has no
// more.
std::string_view first_words(std::string_view text, std::size_t most);

}  // namespace docmill::summary
