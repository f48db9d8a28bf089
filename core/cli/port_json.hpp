// Declared layers as JSON: what `describe --json` and `layers --json` have in common.
#pragma once

#include <string>

#include "host/plugins/stage_declaration.hpp"

namespace docmill::cli {

// Appends "KEY":"VALUE", with a comma before it unless it is the first.
void append_text_member(std::string& out, const char* key, const std::string& value, bool first = false);

// Appends the members "layer" to "summary" of a port, without the braces.
void append_port_members(std::string& out, const host::PortDeclaration& port);

}  // namespace docmill::cli
