// The layers of a stage whose ports the pipeline names, as the catalogue describes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "docmill/sdk/setup.hpp"

namespace docmill::process {

struct FieldShape {
  std::string name;
  uint32_t type = 0;  // DOCMILL_TYPE_...
};

// The text in whose offsets spans and edits are counted.
struct TextBelow {
  enum class Of { nothing, input, output } of = Of::nothing;
  std::size_t index = 0;  // among the inputs, or the outputs
};

struct PortShape {
  std::string name;   // as `requires` or `provides` writes it; `in` and `out` may have bound it to another layer
  uint32_t kind = 0;  // DOCMILL_KIND_...; 0: an optional layer that nothing provides in this pipeline
  TextBelow below;    // of spans and rewrites
  bool has_label = true, has_value = true, has_score = true;
  std::vector<FieldShape> fields;
};

struct Ports {
  std::vector<PortShape> inputs, outputs;
  // Name of the port of the text below; empty for none.
  const std::string& name_below(const PortShape& port) const;
};

// Throws ConfigError where the program could not be told, or could not say, what offsets mean: when it does not get the
// text over which spans lie.
Ports ports_of(const Setup& setup);

// "text", "spans", ...; "string", "integer", ...
const char* name_of_kind(uint32_t kind);
const char* name_of_type(uint32_t type);

}  // namespace docmill::process
