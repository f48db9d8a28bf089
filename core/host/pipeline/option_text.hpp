// Values of options as text.
#pragma once

#include <string>

#include "host/pipeline/option_check.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

// The value as TOML.
std::string describe_value(const OptionDeclaration& declared, const OptionValue& value);

// A bound of an option as TOML and JSON write it: the fewest digits that read back as the same number (0.3, not
// 0.29999999999999999), whole numbers without a point, and of integers all digits.
std::string describe_bound(const OptionDeclaration& declared, double bound);

// A right value to show, as TOML: the first choice, the default where it says something, or something of that form.
std::string example_value(const OptionDeclaration& declared);

}  // namespace docmill::host
