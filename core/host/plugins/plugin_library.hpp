// Loads plugin files. The only part of the host that knows Boost.DLL.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/plugins/shared_objects.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

// A loaded plugin. Never unloaded: kept for the life of the process.
struct PluginLibrary {
  std::filesystem::path path;   // canonical
  std::string sha256;           // of the file, hexadecimal
  std::string source;           // SHA-256 over its source files, as its note says; empty: it has no such note
  std::string sdk, compiler;    // as the library says
  uint16_t min_host_minor = 0;  // the oldest host of ABI 1 that can run it
  uint16_t built_minor = 0;     // of the header it was built with
  std::map<std::string, SharedObject> brings;  // by soname: what it is linked with, directly or not
  std::vector<StageDeclaration> stages, readers;

  const StageDeclaration* find(const std::string& id) const;
  const StageDeclaration* find_reader(const std::string& id) const;
};

// The one file that may be loaded for a stage. What has another hash is not loaded: not a line of it runs.
struct PluginPin {
  std::string sha256;
  std::string where;  // who says so, for the message: "in the run"
};

// Loads a file, or gives the library that was loaded from it before. The status is one sentence that begins with the
// path as given: "build/plugins/cleaner.so: built for stage ABI 2, this host speaks ABI 1; ...". Order: read and hash,
// look at the ELF note (nothing has run), load, compare with what was hashed, read the table. Not for several threads.
//
// With `copies`, a private folder that stays as long as the process, the bytes that were hashed are written there as
// SHA256.so and that file is loaded: nobody can put other bytes in between. Libraries that such a plugin finds by
// $ORIGIN are not found then.
//
// With a `pin`, a file of another hash is refused before anything of it is loaded.
Result<const PluginLibrary*> load_plugin(const std::filesystem::path& path, const std::filesystem::path& copies = {},
                                         const PluginPin* pin = nullptr);

}  // namespace docmill::host
