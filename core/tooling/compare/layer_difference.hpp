// What differs in a layer of two records, in lines for people. Layers are known by their JSON: a text is a string,
// spans an array of objects, attributes an object.
#pragma once

#include <string>
#include <vector>

#include "json_parser/json_document.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Text: the edits with the words around them. Spans: "- [1127, 1131) A100: chip, nvidia-a100" for one that is gone, "+
// …" for a new one; where both have one at the same place, its members that changed. When the texts below are not the
// same
// (`same_text`), places say nothing, and spans are paired by what they are. Attributes: "title: "a" -> "b"". Empty:
// none. At most `most` lines, and one that says how many more there are.
std::vector<std::string> show_layer_difference(JsonValue a, JsonValue b, bool same_text, std::size_t most);

// How far apart two layers are, 0 (the same) to 1: of texts the share of other words, of spans and attributes the share
// of members that only one has.
double layer_distance(JsonValue a, JsonValue b, bool same_text);

}  // namespace docmill::tooling
