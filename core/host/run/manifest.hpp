// run.json: what went in, what it went through, what came out, by content. Nothing in it varies between two runs of the
// same: no time, host, thread count or absolute path. Its schema is core/schema/run.schema.json.
#pragma once

#include <functional>
#include <string>

#include "host/run/journal.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_summary.hpp"

namespace docmill::host {

// Calls its argument for every file of the input, in input order.
using EachFile = std::function<void(const std::function<void(const ReadFile&)>&)>;

// `take` gets the text piece by piece: it has a line for every file of the input.
void write_manifest(const PreparedPipeline& prepared, const RunSummary& summary, const EachFile& each_file,
                    const std::function<void(std::string_view)>& take);

}  // namespace docmill::host
