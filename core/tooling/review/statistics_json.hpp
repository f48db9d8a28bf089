// The figures of a run as JSON, for `docmill stats --json` and for the report.
#pragma once

#include "docmill/base/json_writer.hpp"
#include "tooling/namespace.hpp"
#include "tooling/review/run_statistics.hpp"

namespace docmill::tooling {

// KEY: [{"name","count"}, ...], the `top` most frequent ones.
void write_counts(JsonWriter& w, const char* key, const BoundedCounts& counts, uint64_t top);
// The members of an open object, but for the work of the stages, which no two runs have alike.
void write_statistics(JsonWriter& w, const RunStatistics& statistics, uint64_t top);

}  // namespace docmill::tooling
