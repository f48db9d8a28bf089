// Columns for a terminal, and how declarations read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/pipeline/option_text.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::cli {

// Rows of cells, each column as wide as its widest cell (in code points), two spaces between; `indent` before each row.
// Cells may be foreign (what plugins and pipelines say): a row is one line whatever stands in them.
std::string text_table(std::vector<std::vector<std::string>> rows, std::size_t indent);

// "spans over text: name string, wikidata string".
std::string describe_port(const host::PortDeclaration& port);
// "integer, 1 to 100"; "fast, exact" for a string with choices; "strings of a, b"; each choice between two `quote`.
std::string describe_type(const host::OptionDeclaration& option, std::string_view quote = "");
using host::describe_value;

}  // namespace docmill::cli
