// What somebody has put into a folder that docmill wrote and is about to replace.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"

namespace docmill::host {

// Names of files (and of folders, with a '/', when all that is in them is foreign) that the run, or shard, did not
// write, in byte order, relative to the folder. By its lists of hashes: SHA256SUMS, and those beside folders of files.
// Empty for a folder whose removal was begun. The status: a list cannot be read.
Result<std::vector<std::string>> strangers_in(const std::filesystem::path& finished_folder);
// The same of OUT.partial, where only the names at the top are known.
std::vector<std::string> strangers_in_partial(const std::filesystem::path& folder);

// What a file system or a file manager puts everywhere by itself: "lost+found", ".nfs0000...", ".DS_Store".
bool is_litter(std::string_view name);

// "notes.txt, records/mine.csv (and 3 more)".
std::string some_names(const std::vector<std::string>& names);

}  // namespace docmill::host
