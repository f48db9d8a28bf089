// What words of ASCII are once it is known where they stand: their hashes and flags.
#pragma once

#include <cstddef>

#include "text/tokens.hpp"

namespace docmill::linker {

inline constexpr std::size_t longest_ascii_word = 15;

// Fills in hash, stem and flags of `n` tokens, each a word of ASCII letters and digits with at most
// `longest_ascii_word` or a mark of ASCII; takes the s of a plural off. `bytes`: where token.start counts from. Sixteen
// may be read from each start on.
void describe_ascii_words(const char* bytes, std::size_t from, Token* tokens, std::size_t n);

// The same on any machine, a token at a time.
void describe_ascii_words_singly(const char* bytes, std::size_t from, Token* tokens, std::size_t n);

}  // namespace docmill::linker
