// `requires` and `provides` of a stage that leaves its ports to the pipeline file, and the rules for names of layers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/table_reader.hpp"

namespace docmill::host {

// requires = ["text", "language?"]
std::optional<std::vector<Located<std::string>>> read_requires(TableReader& stage);

// provides = { summary = "text", topics = { kind = "spans", over = "text", fields = { weight = "number" } } }
std::optional<std::vector<WrittenProvide>> read_provides(TableReader& stage);

void say_no_layer_name(const Located<std::string>& layer, Diagnostics& diagnostics);
void say_reserved_layer(const Located<std::string>& layer, Diagnostics& diagnostics);

}  // namespace docmill::host
