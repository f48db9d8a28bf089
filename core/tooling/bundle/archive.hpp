// A tar archive packed with zstd that has the same bytes every time, and one unpacked with distrust.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// A file for the archive: from the disk, or from memory when `path` is empty.
struct PackedFile {
  std::string name;  // relative, '/' between parts
  std::filesystem::path path;
  std::string bytes;
  bool is_program = false;  // may be executed
};

// Writes the files in byte order of their names, owned by nobody, without times. By a temporary name; a file of that
// name is replaced.
Status write_archive(const std::filesystem::path& file, std::vector<PackedFile> files);

// Is it a relative path that stays where it begins: without empty, "." and ".." parts?
bool stays_inside(std::string_view name);

// Unpacks into an empty folder and gives the names. Refused, with a sentence: names that lead out of the folder, names
// that come twice, anything but plain files, data that break off, a file that is larger than the room there is.
Result<std::vector<std::string>> unpack_archive(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace docmill::tooling
