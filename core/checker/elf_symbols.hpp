// The dynamic symbols of a shared library, read from the file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace docmill::checker {

struct DynamicSymbol {
  std::string name;
  bool defined = false;  // here; otherwise it must come from another library
  bool unique = false;   // STB_GNU_UNIQUE: its library is never unloaded and shares it with all others
  bool version = false;  // names a version of the version script, no code or data
  bool weak = false;
};

struct DynamicInfo {
  std::vector<DynamicSymbol> symbols;
  std::vector<std::string> needed;  // libraries
  bool never_unloaded = false;      // -z nodelete
  bool has_text_relocations = false;
};

// Throws std::runtime_error when the file is not a 64-bit shared library with section headers.
DynamicInfo read_dynamic(const std::filesystem::path& path);

}  // namespace docmill::checker
