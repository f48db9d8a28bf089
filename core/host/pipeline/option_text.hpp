// Values of options as text.
#pragma once

#include <string>

#include "host/pipeline/option_check.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

// The value as TOML.
std::string describe_value(const OptionDeclaration& declared, const OptionValue& value);

}  // namespace docmill::host
