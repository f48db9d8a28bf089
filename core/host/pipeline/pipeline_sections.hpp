// [pipeline], [input], [output] and [run]: what their keys mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/pipeline_tables.hpp"

namespace docmill::host {

// [pipeline]
struct PipelineHead {
  std::optional<Located<std::string>> name, summary, extends;
  std::vector<Located<std::string>> remove;
};

// Each says every mistake of its table. What is wrong or absent leaves the default.
PipelineHead read_head(const Table& pipeline, Diagnostics& diagnostics);
void read_input(const Table& input, PipelineFile& out, Diagnostics& diagnostics);
void read_output(const Table& output, PipelineFile& out, Diagnostics& diagnostics);
void read_run(const Table& run, PipelineFile& out, Diagnostics& diagnostics);

}  // namespace docmill::host
