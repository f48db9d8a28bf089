// What timings.json says of a run: when, where, how fast; what was taken over from earlier runs.
#pragma once

#include "host/formats/timings.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_summary.hpp"

namespace docmill::host {

// Looks at the clock and at what this process has used.
Timings timings_of(const PreparedPipeline& prepared, const RunSummary& summary);

}  // namespace docmill::host
