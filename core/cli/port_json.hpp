// Declared layers as JSON: what `describe --json` and `layers --json` have in common.
#pragma once

#include "docmill/base/json_writer.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::cli {

// The members "layer" to "summary" of a port, of an object that is open.
void write_port_members(JsonWriter& w, const host::PortDeclaration& port);

}  // namespace docmill::cli
