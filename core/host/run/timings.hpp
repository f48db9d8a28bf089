// timings.json: what varies between two runs of the same. When, where, how fast; what was taken over from earlier runs.
#pragma once

#include <string>

#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_summary.hpp"

namespace docmill::host {

std::string timings_json(const PreparedPipeline& prepared, const RunSummary& summary);

}  // namespace docmill::host
