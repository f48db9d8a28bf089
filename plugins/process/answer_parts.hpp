// What reading an answer is made of, whichever part of it: keys, kinds of values, and refusing in one sentence. Of this
// plugin alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/json_value.hpp"
#include "json_reader.hpp"

namespace docmill::process {

// Throws BadAnswer.
[[noreturn]] void bad(std::string message);
[[noreturn]] void unknown_key(const std::string& where, const std::string& key, const std::vector<std::string>& known);

std::string in_quotes(std::string_view name);
// "a, b, c".
std::string joined(const std::vector<std::string>& names);

// The key of the member that was read last, without escapes.
std::string key_of(const JsonParts& parts);
// The value, if it is of this kind; else it is refused. `where` begins the sentence: "the program's answer", "span 3 of
// 'topics'"; `what`: "a string".
JsonValue need(const std::string& where, std::string_view key, JsonValue value, JsonKind kind, const char* what);
// How a value that is refused is called: a number as it stands, all else by its kind.
std::string name_to_refuse(JsonValue value);

}  // namespace docmill::process
