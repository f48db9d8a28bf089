// Small files that a user asked for: a page, a project, a report.
#pragma once

#include <filesystem>
#include <string_view>

#include "docmill/base/status.hpp"

namespace docmill::host {

// "PATH: cannot be written: No space left on device" (Trouble::io). `error_number`: errno, 0 when nobody knows.
Status not_written(const std::filesystem::path& path, int error_number);

// Writes the whole file beside and renames it, so that what was there before stays as it was where that fails; the
// status says why. In place are written: a device, a pipe, a link, a file with several names, and a file in a folder
// that may not be written to.
Status write_text(const std::filesystem::path& path, std::string_view text);

// Is it one of those that are written in place, for who writes without write_text()?
bool is_written_in_place(const std::filesystem::path& path);

}  // namespace docmill::host
