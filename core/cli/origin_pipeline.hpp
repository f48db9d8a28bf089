// The pipeline of a finished run, prepared once more as the run had it.
#pragma once

#include <memory>
#include <string>

#include "cli/common_flags.hpp"
#include "cli/messages.hpp"
#include "docmill/base/status.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/results/read_run_origin.hpp"

namespace docmill::cli {

// How the run in `folder` was asked for; `pipeline`, where it is not empty, is the file to take instead of its own.
Result<tooling::RunOrigin> origin_of(const std::string& folder, const std::string& pipeline);

// Prepares that pipeline; mistakes go into `diagnostics`.
std::unique_ptr<host::PreparedPipeline> prepare_again(const tooling::RunOrigin& origin, const PluginFlags& plugins,
                                                      Messages& messages, host::Diagnostics& diagnostics);

}  // namespace docmill::cli
