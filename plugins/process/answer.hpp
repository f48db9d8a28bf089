// What the program says: one line of JSON when it is ready, then one for each document. README.md, "The protocol".
// Whatever it says, the functions here either read it or throw BadAnswer with a sentence for its author.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "docmill/sdk/document.hpp"
#include "docmill/sdk/output.hpp"
#include "offsets/offset_index.hpp"
#include "ports.hpp"
#include "programs/said_json.hpp"

namespace docmill::process {

// The answer to the first line, {"ready":true,"offsets":"codepoint"}: the unit in which the program counts, code
// points when it does not say.
Unit read_ready(std::string_view line);

// Is the line a JSON object with "n": n? Throws when it is not: the program and docmill do not talk about the same
// document then.
void check_envelope(std::string_view line, uint64_t n);

// Gives the layers, the verdict and the notes of a line that passed check_envelope to the output. Spans and edits may
// come in any order.
void read_answer(std::string_view line, const Ports& ports, Document document, Unit unit, Output& output);

}  // namespace docmill::process
