// Spellings of a name that go without saying: with and without dots, hyphens, "&", quotation marks and legal forms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/characters.hpp"

namespace docmill::linker {

// In the order of how they are made, each once, without `text` itself. `organisation`: legal forms, the article and a
// final exclamation mark may be left out. `joined`: words in camel case, words and numbers may be written together,
// which nobody does with people and places. What must stay apart (A100 and A1000, GPT-4 and GPT-4.1) stays apart: no
// digit is added, taken off or moved.
std::vector<std::string> other_spellings(const CharacterTable& characters, std::string_view text, bool organisation,
                                         bool joined);

}  // namespace docmill::linker
