// Ports that the pipeline says of a stage: `requires`, `provides` and `pure`.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "host/plan/plan.hpp"

namespace docmill::host {

// The kind of the layer that a stage sees under this name of its own; none: there is no such layer.
using KindOfLayer = std::function<std::optional<LayerKind>(const std::string& layer)>;

// Takes them into the stage's declaration where that leaves them to the pipeline; elsewhere they are a mistake.
void take_written_ports(PlannedStage& stage, const KindOfLayer& kind_of, Diagnostics& diagnostics);

}  // namespace docmill::host
