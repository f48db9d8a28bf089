// What a plugin file says of itself without being loaded.
#pragma once

#include <filesystem>
#include <string>

#include "docmill/base/status.hpp"

namespace docmill::host {

struct PluginFacts {
  std::string sha256;  // of the file, hexadecimal
  std::string source;  // SHA-256 over its source files, as its note says; empty: it has no such note
};

// Reads the file; not a line of it runs. The status: it cannot be read, or is no plugin.
Result<PluginFacts> look_at_plugin(const std::filesystem::path& path);

}  // namespace docmill::host
