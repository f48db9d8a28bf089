// Reads the tables of stages and readers out of a plugin: checks everything that the host will rely on, and copies it.
#pragma once

#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "docmill/stage_abi.h"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

struct LibraryDeclaration {
  std::vector<StageDeclaration> stages, readers;
};

// All stages and readers of a library, or the first thing wrong with it: "stage 'x': option 'Y' is not kebab-case".
Result<LibraryDeclaration> read_stage_library(const docmill_stage_library& library);

// The declaration of one stage, or what is wrong with it.
Result<StageDeclaration> read_stage_table(const docmill_stage& stage);
// Likewise of one reader.
Result<StageDeclaration> read_reader_table(const docmill_reader& reader);

}  // namespace docmill::host
