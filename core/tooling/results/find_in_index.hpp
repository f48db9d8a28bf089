// One document of a finished run, by what a user says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "docmill/base/status.hpp"
#include "host/formats/documents_index.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct FoundInIndex {
  IndexEntry entry;
  uint64_t number = 0;     // of the document among all of the run, from 0
  uint64_t namesakes = 0;  // documents behind it with the same id, when it was found by that
};

// The first document with that id, else the first at that place (FILE or FILE:LINE), else the status (Trouble::usage)
// is a sentence that begins with the folder and names the nearest id, if one is near. Reads the whole index, in bounded
// memory.
Result<FoundInIndex> find_in_index(const std::filesystem::path& folder, const std::string& said);

}  // namespace docmill::tooling
