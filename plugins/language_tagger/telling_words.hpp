// Words by which close languages are told apart, where the model is not sure: Serbian "hleb" is Bosnian "hljeb" and
// Croatian "kruh".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace docmill::language {

inline constexpr std::size_t telling_languages = 33;  // at most 64

// The place of a language (primary subtag) among those that have such words; -1: it has none.
int telling_place(std::string_view language);

// How many of its words stand in the text, by place; 0 for languages that are not close to the one at `place`. A word
// that several have counts for each of them, a longer one that only one has twice. `text`: valid UTF-8, of which the
// first 200 bytes are looked at.
std::array<uint8_t, telling_languages> count_telling_words(std::string_view text, int place);

}  // namespace docmill::language
