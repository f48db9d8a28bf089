// Layers as values of a pipeline file: what tests compare and what is shown to people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/pipeline/value.hpp"
#include "host/plan/plan.hpp"
#include "host/stages/document.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Names of the columns of a spans layer in the order of a record: start, end, text, label, value, score (those in use)
// and the fields; of an attributes layer its keys; none for other kinds.
std::vector<std::string> columns_of(const PlannedLayer& layer);

// Text and JSON strings are strings, attributes a table, spans an array of tables with offsets in code points; JSON by
// its own types. Null has no form in TOML and is left out of tables. The layer must be there.
Value layer_value(const Plan& plan, std::size_t slot, const Document& document);

// A number without needless digits, as TOML: 1.0, 0.25.
std::string toml_number(double number);
// The value as TOML on one line.
std::string to_toml(const Value& value);
// A string as a TOML string of several lines ("""), which begins with a line break that does not count.
std::string toml_text(std::string_view text);

}  // namespace docmill::tooling
