// The text of an article that a page has in JSON-LD alone, for scripts to show.
#pragma once

#include <cstdint>
#include <string_view>

#include "text_edits/rewrite.hpp"
#include "text_edits/text_writer.hpp"

namespace docmill::cleaner {

// Where a string of JSON stands in a script, without its quotation marks; empty where it is not found. `name`: the
// member that has it; `value`: what it says.
std::string_view find_json_string(std::string_view script, std::string_view name, std::string_view value);

// Writes the string at [start, end) of the source as its text: escapes and character references are read, each an edit
// of its own, and line ends part paragraphs. All else of the source goes.
void write_json_string(std::string_view source, uint32_t start, uint32_t end, const CharacterOptions& characters,
                       EditList& edits);

}  // namespace docmill::cleaner
