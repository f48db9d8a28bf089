// How names, lists and values of the user stand in messages, and which names are allowed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/pipeline/value.hpp"

namespace docmill::host {

// A text of the user on one line: shortened to 60 code points, without control characters.
std::string shortened(std::string_view text);
// Likewise, 'in quotes'.
std::string in_quotes(std::string_view text);

// "a, b, c"; of more than 20 the first 20 "and 5 more".
std::string listed(std::span<const std::string> words);

// A value as it would stand in a file, for "'sentences' is 0": numbers and booleans as written, strings quoted.
std::string shown(const Value& value);

// "true" or "false" for what other languages call so, in quotes or not: "yes", "On", 1; empty for anything else.
std::string as_boolean(const Value& value);

// [a-z][a-z0-9-]*: stages and options.
bool is_stage_name(std::string_view text);
// [a-z][a-z0-9_]*: layers and their fields.
bool is_layer_name(std::string_view text);
// A layer may not be called so, as the record has a key of that name (or the document a part).
bool is_reserved_layer(std::string_view text);
const std::vector<std::string>& reserved_layers();

// The nearest allowed name: "Cleaner B" -> "cleaner-b"; empty when nothing is left.
std::string as_stage_name(std::string_view text);
std::string as_layer_name(std::string_view text);

// ", did you mean 'summarizer-stub'?" for 'sumarizer': the nearest name, or the nearest first part of one.
std::string stage_suggestion(std::string_view word, std::span<const std::string> names);

}  // namespace docmill::host
