// A reader of a plugin, as the input calls it.
#pragma once

#include <string>

#include "docmill/stage_abi.h"

namespace docmill::host {

struct OpenReader {
  const docmill_reader* table = nullptr;
  const void* model = nullptr;
  std::string name;          // in the pipeline
  bool from_middle = false;  // DOCMILL_READER_MIDDLE
};

}  // namespace docmill::host
