// How a finished run was asked for, with the paths of the machine it ran on: "origin" in timings.json. Enough to ask
// for the same run once more.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/json_object.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct RunOrigin {
  std::string pipeline;                     // absolute
  std::vector<std::string> sets;            // --set
  std::vector<std::string> inputs;          // --input, absolute or "-"; empty: what the pipeline says
  std::optional<uint64_t> limit;            // --limit
  std::vector<std::string> plugin_folders;  // where plugins were looked for, absolute
};

// Reads the object "origin", which other files of docmill have as well. Mistakes go where it keeps them.
RunOrigin read_origin(const JsonObject& origin);

// Reads FOLDER/timings.json. The status is a sentence: timings.json is no result, it may be gone.
Result<RunOrigin> read_run_origin(const std::filesystem::path& folder);

}  // namespace docmill::tooling
