// Which rule a layer breaks that the host does not take.
#pragma once

#include <string_view>

#include "docmill/stage_abi.h"
#include "host/documents/layer_check.hpp"

namespace docmill::checker {

// The id of the check: "output-range", "output-order", "output-borders", "output-utf8", "output-finite";
// "output-layout" when it is none of these. `over` is null where the layer lies over nothing.
std::string_view broken_rule(const docmill_layer& layer, const host::LayerShape& shape, const docmill_layer* over);

}  // namespace docmill::checker
