// The key `split-by` of a stage: which layer it means, and whether the stages behind can work on parts.
#pragma once

#include "host/diagnostics/diagnostics.hpp"
#include "host/plan/plan.hpp"

namespace docmill::host {

// Sets Plan::splitter and PlannedStage::split_by; says every mistake. When the layers are bound and serial stages
// known.
void bind_splits(Plan& plan, Diagnostics& diagnostics);

}  // namespace docmill::host
