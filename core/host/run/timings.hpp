// timings.json: what varies between two runs of the same. When, where, how fast; what was taken over from earlier runs.
#pragma once

#include <string>

#include "docmill/base/json_writer.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_summary.hpp"

namespace docmill::host {

// How the run was asked for, with the paths of this machine, as a value of a larger document.
void write_origin(JsonWriter& w, const PreparedPipeline& prepared, std::optional<uint64_t> limit);

std::string timings_json(const PreparedPipeline& prepared, const RunSummary& summary);

}  // namespace docmill::host
