// CLDR's alphabets as a table in the program: to ask ICU for them took longer than all else when the stage begins.
#pragma once

#include <span>
#include <string_view>

namespace docmill::language {

struct Alphabet {
  std::string_view language;  // primary subtag
  std::string_view letters;   // UTF-8: those outside ASCII, Latin and Cyrillic, ascending
};

// Ascending by language, none twice.
std::span<const Alphabet> alphabets_table();

}  // namespace docmill::language
