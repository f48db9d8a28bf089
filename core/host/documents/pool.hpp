// The text behind a layer's rows: a text layer's own text, or that which spans, attributes and JSON point into.
#pragma once

#include <string_view>

#include "docmill/stage_abi.h"

namespace docmill::host {

inline std::string_view pool_of(const docmill_layer& layer) { return {layer.pool, layer.pool_size}; }

}  // namespace docmill::host
