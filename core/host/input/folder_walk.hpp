// Every entry below a folder, links followed, without recursion. What the disk holds, not what docmill makes of it.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace docmill::host {

struct FoundEntry {
  std::string relative;        // bytes of the path below the walked folder, '/' between parts
  std::filesystem::path path;  // to open
  struct stat status {};       // of what a link leads to; of the link itself when it leads to nothing
  int error = 0;  // errno: it cannot be reached, or (for a folder) be listed; ELOOP: leads back into itself; EMLINK: a
                  // folder that was listed under a hundred names
  bool is_folder = false;
};

// Calls `visit` for every entry below `folder`, in the order of the disk: sort what comes out. Folders come before what
// is in them, and are entered when `visit` returns true. A folder that cannot be listed is visited again, with its
// error; for `folder` itself `relative` is then empty. A link to a folder that it lies in is not entered (error ELOOP),
// nor is a folder a hundred and first time under another name (error EMLINK): those come first whose names do.
// A `shuffle` that is not 0 puts the entries of each folder into another order, to prove that the order does not
// matter.
void walk_folder(const std::filesystem::path& folder, const std::function<bool(const FoundEntry&)>& visit,
                 uint64_t shuffle = 0);

// stat() of a path by these rules.
FoundEntry look_at(const std::filesystem::path& path);

}  // namespace docmill::host
