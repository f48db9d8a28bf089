// Puts the files of a new project on the disk.
#pragma once

#include <filesystem>
#include <vector>

#include "docmill/base/status.hpp"
#include "scaffold/stage_project.hpp"

namespace docmill::scaffold {

// Makes `folder` (and the folders above it) and writes all files into it. A folder that exists already is refused, and
// so is anything else of that name: nothing of the user's is ever overwritten. When a file cannot be written the status
// says which and why, and the folder is gone again.
Status write_project(const std::filesystem::path& folder, const std::vector<ProjectFile>& files);

// Writes one file that must not be there; the folders above it are made.
Status write_new_file(const std::filesystem::path& path, const std::string& content);

}  // namespace docmill::scaffold
