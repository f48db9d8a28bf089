// Reading what a program has said, a line of JSON: keys, kinds of values, and refusing in one sentence for its author.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "json/json_value.hpp"
#include "programs/json_reader.hpp"

namespace docmill::process {

struct BadAnswer : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws BadAnswer.
[[noreturn]] void bad(std::string message);
[[noreturn]] void unknown_key(const std::string& where, const std::string& key, const std::vector<std::string>& known);

std::string in_quotes(std::string_view name);
// "a, b, c".
std::string joined(const std::vector<std::string>& names);

// The line as an object; else it is refused. `what` begins the sentence: "the program's answer".
JsonParts object_of(std::string_view line, const char* what);
// The key of the member that was read last, without escapes.
std::string key_of(const JsonParts& parts);
// The value, if it is of this kind; else it is refused. `where` begins the sentence: "the program's answer", "span 3 of
// 'topics'"; `what`: "a string".
JsonValue need(const std::string& where, std::string_view key, JsonValue value, JsonKind kind, const char* what);
// How a value that is refused is called: a number as it stands, all else by its kind.
std::string name_to_refuse(JsonValue value);

// "why" or {"code": ..., "message": ...}: over what stands there. `level`, unless it is null, may be said as well.
void read_reason(const std::string& where, JsonValue value, std::string& code, std::string& message, uint32_t* level);

// The beginning of what the program said, in quotes, on one line, for a message.
std::string shown_line(std::string_view said);

}  // namespace docmill::process
