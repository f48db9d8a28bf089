// TOML text into Values with places. toml_reader.cpp is the only file of docmill that knows toml++.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/value.hpp"

namespace docmill::host {

// Keys of one table; bounds the cost of everything that looks a key up.
inline constexpr std::size_t max_toml_keys = 1000;

// The whole text as a table, keys in the order of the file. On a syntax error (there is one at most: the parser stops)
// says it and gives nothing. A date is a mistake, as no key takes one; it is said and read on as a string. The content
// must be valid UTF-8 (check_utf8).
std::optional<Table> read_toml(const std::shared_ptr<const SourceText>& source, Diagnostics& diagnostics);

// What stands in the source from `offset` on as one TOML value, with places in the source; nothing when it is none (or
// a date). Any bytes may come.
std::optional<Value> read_toml_literal(const std::shared_ptr<const SourceText>& source, std::size_t offset);

// `text` as a TOML string, with quotes: "a\"b". For messages that say what to write.
std::string toml_string(std::string_view text);

}  // namespace docmill::host
