// The shared objects that a loaded library brings in, as the dynamic loader has bound them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace docmill::host {

struct SharedObject {
  std::string build_id;  // hexadecimal, of its note; "" when it has none
  std::string path;      // where it was loaded from: for packing it, never for a result
};

// By soname: everything below the library `path` (as it was given to the loader), DT_NEEDED followed through and
// through; what the program itself links is among them, for it is what the library's calls reach. Without the library
// itself and the kernel's vdso. Empty when the library is not loaded.
std::map<std::string, SharedObject> shared_objects_below(const std::filesystem::path& path);

// The same for the program itself.
std::map<std::string, SharedObject> shared_objects_of_program();

}  // namespace docmill::host
