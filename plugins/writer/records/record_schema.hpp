// A JSON Schema (draft 2020-12) of the record that JsonRecord writes for the same catalogue and settings: every key is
// required, no other is allowed, every type is told. What a layer of a stage may always be is null: stages can be
// skipped. Keywords used: type, properties, required, additionalProperties, items, const, minimum, description, title.
#pragma once

#include <string>

#include "catalogue/catalogue.hpp"
#include "records/record_json.hpp"

namespace docmill::writer {

// Text of the schema, indented, with a line end.
std::string record_schema(const Catalogue& catalogue, const JsonSettings& settings);

}  // namespace docmill::writer
