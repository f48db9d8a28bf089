// Plugins are loaded in a child first, to see whether that does harm; one child for several is cheaper than one for
// each.
#pragma once

#include <filesystem>
#include <vector>

namespace docmill::host {

// Loads the files in one child. Where that goes well, load_plugin() tries none of them again, as long as it is the same
// file; otherwise it tries each alone, and so finds out which one it is. Says nothing. Not for several threads.
void try_plugins(const std::vector<std::filesystem::path>& files);

}  // namespace docmill::host
