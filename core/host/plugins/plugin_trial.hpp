// Plugins are loaded in a child first, to see whether that does harm; one child for several is cheaper than one for
// each.
#pragma once

#include <filesystem>
#include <vector>

namespace docmill::host {

// Loads the files in one child. Where that goes well, load_plugin() tries none of them again, as long as it is the same
// file; otherwise it tries each alone, and so finds out which one it is. Says nothing. Not for several threads.
//
// While the child is at work they are hashed here, the largest first; with `names_program` the program's hash is begun
// beside them (support/program_hash.hpp), for a run that will say what has made it.
void try_plugins(const std::vector<std::filesystem::path>& files, bool names_program = false);

// To be called when a child of the caller has loaded the file and lived: load_plugin() does not try it again, here and
// in processes that are forked later, as long as it is the same file. Not for several threads.
void believe_harmless(const std::filesystem::path& file);

}  // namespace docmill::host
