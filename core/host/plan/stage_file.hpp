// Which plugin file a stage or reader of a pipeline is taken from.
#pragma once

#include <filesystem>
#include <optional>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/plugins/plugin_search.hpp"

namespace docmill::host {

struct StageFile {
  std::filesystem::path path;
  Place place;  // that says so
};

// Nothing is loaded, and whether the file is a plugin is not looked at. Nothing, with a mistake: none is found, or the
// path that the pipeline gives cannot be expanded.
std::optional<StageFile> file_of_stage(const StageEntry& entry, const PluginSearch& search, Diagnostics& diagnostics,
                                       bool is_reader = false);

}  // namespace docmill::host
