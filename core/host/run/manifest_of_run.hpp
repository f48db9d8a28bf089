// What a run says of itself in its manifest (formats/manifest.hpp).
#pragma once

#include "host/formats/manifest.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_summary.hpp"

namespace docmill::host {

// All but the files of the input, which the run need not have kept.
Manifest manifest_of(const PreparedPipeline& prepared, const RunSummary& summary);

}  // namespace docmill::host
