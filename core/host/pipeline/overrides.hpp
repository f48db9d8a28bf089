// --set STAGE.OPTION=VALUE: the command line's word on a pipeline, said last.
#pragma once

#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/pipeline_tables.hpp"

namespace docmill::host {

// Puts each override into the table that it names. The values have places in a text named "--set", so that a mistake
// in them points into what the user typed. Says overrides that are none or that name no stage, without a place.
// `stages_known`: false when a file of the chain could not be read, so that a missing stage is no mistake of the user.
void apply_overrides(PipelineTables& tables, const std::vector<Override>& overrides, bool stages_known,
                     Diagnostics& diagnostics);

}  // namespace docmill::host
