// Finds a key or field of a layer as the pipeline bound it: its place may be another for every stage that provides the
// layer. For the constructors of stages; header-only.
#pragma once

#include <cstdint>
#include <string_view>

#include "docmill/stage_abi.h"

namespace docmill {

// Place of the key `name` in the cells of the layer, for Document::attributes(i).string(place) and the like.
// 0 where nothing provides the layer (an optional port; Document::has is then false for every document).
inline uint32_t key_of(const docmill_catalogue_entry& entry, std::string_view name) {
  for (uint32_t i = 0; i < entry.n_fields; ++i) {
    if (entry.fields[i]->name == name) return i;
  }
  return 0;
}

}  // namespace docmill
