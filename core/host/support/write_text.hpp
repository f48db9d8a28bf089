// Small files that a user asked for: a page, a project, a report.
#pragma once

#include <filesystem>
#include <string_view>

#include "docmill/base/status.hpp"

namespace docmill::host {

// "PATH: cannot be written: No space left on device" (Trouble::io). `error_number`: errno, 0 when nobody knows.
Status not_written(const std::filesystem::path& path, int error_number);

// Writes the whole file, over one that is there. Where that fails the status says why, and a file that was not there
// before is not there afterwards.
Status write_text(const std::filesystem::path& path, std::string_view text);

}  // namespace docmill::host
