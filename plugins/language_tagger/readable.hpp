// Blanks out what a language detector must not see, byte for byte, so that offsets stay as they are:
//  - what CLD2 refuses (it leaves its results unset at the first such byte): NUL, the C0 controls but tab, line feed
//  and
//    carriage return, DEL, the C1 controls, noncharacters;
//  - addresses (http://…, www.…, name@host), which look like English in every language.
#pragma once

#include <string>
#include <string_view>

#include "byte_kinds.hpp"

namespace docmill::language {

// `text` itself where nothing is to be blanked (most texts), else a copy of the same length in `scratch`. `kinds`:
// those of the text, which become those of what is given. Valid UTF-8 in, valid UTF-8 out. Time is linear in the text.
std::string_view readable(std::string_view text, Kinds kinds, std::string& scratch);

}  // namespace docmill::language
