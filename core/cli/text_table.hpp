// Columns for a terminal, and how declarations read.
#pragma once

#include <string>
#include <vector>

#include "host/pipeline/option_check.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::cli {

// Rows of cells, each column as wide as its widest cell (in code points), two spaces between; `indent` before each row.
std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t indent);

// "spans over text: name string, wikidata string".
std::string describe_port(const host::PortDeclaration& port);
// "1 to 100", "fast, exact", "".
std::string describe_bounds(const host::OptionDeclaration& option);
// The value as TOML.
std::string describe_value(const host::OptionDeclaration& declared, const host::OptionValue& value);

}  // namespace docmill::cli
