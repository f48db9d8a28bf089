// What kind of disk a folder lies on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace docmill::host {

// "NFS", "Lustre", ... where other machines may have the same files open; empty for a disk of this machine, and where
// nobody can say. A folder that is not there yet is where the first one above it is.
std::string network_file_system(const std::filesystem::path& folder);
// The same for an f_type of statfs(2).
std::string_view network_file_system_of(uint64_t magic);

}  // namespace docmill::host
