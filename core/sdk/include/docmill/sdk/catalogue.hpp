// Finds a key or field of a layer as the pipeline bound it: its place may be another for every stage that provides the
// layer. For the constructors of stages; header-only.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string_view>

#include "docmill/sdk/words.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// Place of the key or field `name` in the cells of the layer, for Document::attributes(i).string(place) and the like.
// 0 where nothing provides the layer (an optional port; Document::has is then false for every document). Throws
// std::out_of_range where the layer has none of that name. For stages whose ports the pipeline declares; others have
// handles, which find a field by themselves.
inline uint32_t key_of(const docmill_catalogue_entry& entry, std::string_view name) {
  for (uint32_t i = 0; i < entry.n_fields; ++i) {
    if (entry.fields[i]->name == name) return i;
  }
  if (entry.kind == 0) return 0;
  throw std::out_of_range(detail::joined({"the layer '", view(entry.layer), "' has no '", name, "'"}));
}

}  // namespace docmill
