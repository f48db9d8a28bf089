// How a finished run was asked for: "origin" in its timings.json.
#pragma once

#include <filesystem>

#include "docmill/base/status.hpp"
#include "host/formats/run_origin.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Reads FOLDER/timings.json. The status is a sentence: timings.json is no result, it may be gone.
Result<RunOrigin> read_run_origin(const std::filesystem::path& folder);

}  // namespace docmill::tooling
