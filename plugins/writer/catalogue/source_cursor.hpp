// Where spans of a text stand in the source.
#pragma once

#include <cstdint>

#include "docmill/sdk/document.hpp"

namespace docmill::writer {

// Ranges of a text as bytes of the source, like docmill::source_range, for spans that come sorted by start: the search
// goes on from where it was. Any other order is right too, only slower.
class SourceCursor {
 public:
  void reset(const docmill_map_run* map, uint64_t n_map);
  SourceRange range(uint32_t start, uint32_t end);

 private:
  uint64_t run_of(uint64_t from, uint32_t offset) const;

  const docmill_map_run* map_ = nullptr;
  uint64_t n_map_ = 0;
  uint64_t run_ = 0;  // of the last start
};

}  // namespace docmill::writer
