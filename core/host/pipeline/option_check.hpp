// Options of a stage: what the pipeline says against what the stage declares.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

// The value of one declared option, defaults filled in.
struct OptionValue {
  struct Item {
    std::string text;            // of strings; of files as written (for messages and the manifest)
    std::filesystem::path path;  // of files: resolved
    Place place;
  };
  OptionType type = OptionType::string;
  bool given = false;   // by the pipeline, not by default
  Place place;          // of the value, or of the stage when it is a default
  int64_t integer = 0;  // boolean, integer
  double number = 0;
  std::vector<Item> items;  // string (one), strings, file (none or one), files
};

// One value for each declared option, in order of declaration. `plugin_folder` is where "plugin:NAME" resources stand.
// Says every mistake: unknown option (with suggestion and the list), wrong type, out of bounds, not a choice, required
// and missing, a default of the declaration that does not parse.
std::vector<OptionValue> check_options(const StageDeclaration& stage, const StageEntry& entry,
                                       const std::filesystem::path& plugin_folder, Diagnostics& diagnostics);

}  // namespace docmill::host
