// The shared objects that a loaded library brings in, as the dynamic loader has bound them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace docmill::host {

struct SharedObject {
  std::string build_id;  // hexadecimal, of its note; "" when it has none
  std::string path;      // where it was loaded from: for packing it, never for a result
};

// By soname: everything below the library `path` (as it was given to the loader), DT_NEEDED followed through and
// through; what the program itself links is among them, for it is what the library's calls reach. Without the library
// itself and the kernel's vdso. Empty when the library is not loaded.
std::map<std::string, SharedObject> shared_objects_below(const std::filesystem::path& path);

// Where the loader looks for those libraries elsewhere than in LD_LIBRARY_PATH.
struct FixedPlaces {
  // Needed by a name with a '/' in it: "x.so needs ./liby.so". Nothing but a file of that path will do.
  std::vector<std::string> by_path;
  // Sonames that a DT_RPATH comes first for (DT_RUNPATH comes after LD_LIBRARY_PATH). What is loaded already is taken
  // all the same; so each stands behind those that it needs itself.
  std::vector<std::string> by_rpath;
};
FixedPlaces fixed_places_below(const std::filesystem::path& path);

// The same as shared_objects_below for the program itself.
std::map<std::string, SharedObject> shared_objects_of_program();

// What is loaded now and neither the program nor one of these libraries is linked with: somebody has opened it with
// dlopen(). In the order of loading; each with the paths of what it is linked with itself.
struct OpenedObject {
  std::string path;
  std::map<std::string, SharedObject> below;
};
std::vector<OpenedObject> objects_opened_beside(const std::vector<std::filesystem::path>& libraries);

}  // namespace docmill::host
