// The working folder as it was when the program began. Relative paths of the command line and of pipelines count from
// it, whatever a plugin does to the process meanwhile.
#pragma once

#include <filesystem>

namespace docmill::host {

// Looked up at the first call, which must come before the first plugin is loaded. Empty when it cannot be told (a
// folder that is gone). Any thread.
const std::filesystem::path& working_folder();

// The path in full; an absolute one, and "-", as it is. Nothing else about it changes.
std::filesystem::path anchored(const std::filesystem::path& path);

// Goes back there. True when the process had been elsewhere. Not while other threads use relative paths.
bool return_to_working_folder();

}  // namespace docmill::host
