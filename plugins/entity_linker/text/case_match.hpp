// Does a stretch of text stand for an alias as far as the case of its letters goes? Both have the same folded tokens.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/characters.hpp"

namespace docmill::linker {

// From weakest to strongest.
enum class CaseMatch : uint8_t {
  none,      // another word: us for US, apple for Apple, BERT for Bert
  title,     // words of a lower-case alias with capitals: Quantum Computing; of several words Boeing 737 Max for MAX
  initial,   // the capital of the beginning of a sentence: Semiconductors
  capitals,  // four or more letters, all capitals: HUAWEI
  exact,
};

// An alias matches as it is written. Apostrophes and dashes are equal in all their forms, runs of white space are one
// space. `sentence_start`: the text begins a sentence.
CaseMatch match_case(const CharacterTable& characters, std::string_view alias, std::string_view text,
                     bool sentence_start);

}  // namespace docmill::linker
