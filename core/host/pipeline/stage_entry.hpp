// One [[stage]] or [change.NAME]: the host keys understood, everything else kept as options.
#pragma once

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/pipeline_tables.hpp"

namespace docmill::host {

// Says every mistake of the host keys. The result is usable only when there is none.
StageEntry read_stage(const StageTable& stage, Diagnostics& diagnostics);

// Likewise of a [[reader]].
StageEntry read_reader(const StageTable& reader, Diagnostics& diagnostics);

// Likewise of the keys of a change, which need not say `use`.
void check_change(const ChangeTable& change, Diagnostics& diagnostics);

}  // namespace docmill::host
