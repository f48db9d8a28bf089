// The [[test]] tables of a pipeline file.
#pragma once

#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/pipeline_tables.hpp"

namespace docmill::host {

// Says every mistake that can be known without the layers. The result is usable only when there is none.
std::vector<PipelineTest> read_tests(const std::vector<StageTable>& tables, Diagnostics& diagnostics);

}  // namespace docmill::host
