// A run: every document through every stage, in input order, in bounded memory.
#pragma once

#include <atomic>

#include "docmill/base/status.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_settings.hpp"
#include "host/run/run_summary.hpp"

namespace docmill::host {

// Runs. `stop` ends the run early when it becomes true (a signal); what was written stays in OUT.partial. The status
// says why a run did not come to its end: Trouble::io, Trouble::stage. Mistakes in [input] go to the diagnostics.
Result<RunSummary> run_pipeline(PreparedPipeline& prepared, const RunSettings& settings, const RunObserver& observer,
                                const std::atomic<bool>& stop, Diagnostics& diagnostics);

}  // namespace docmill::host
