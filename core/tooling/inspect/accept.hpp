// Putting new values into a pipeline file in the place of old ones; every other byte stays: comments, order, white
// space.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/value.hpp"
#include "tooling/inspect/expectation.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct ValueEdit {
  Place place;  // where the old value begins
  Value value;
};

// Bytes [first, second) of the value that begins at the place; nothing when none does (a table under a header of its
// own has no such range).
std::optional<std::pair<std::size_t, std::size_t>> value_range(const SourceText& source, const Place& place);

// The value as TOML in the style of the old literal: a string over several lines stays one, an array that is written
// over several lines, or now has several elements, gets a line for each. `indent` stands before the line of the value.
std::string literal_like(const Value& value, std::string_view old, std::string_view indent);

// The content with the edits made. Nothing when a place holds no value, or when what comes out is not TOML that says
// exactly the new values (which is checked by reading it).
std::optional<std::string> edited(const std::shared_ptr<const SourceText>& source, std::vector<ValueEdit> edits);

}  // namespace docmill::tooling
