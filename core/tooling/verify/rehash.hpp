// Is an output folder still what its run.json says? Every file is hashed again.
#pragma once

#include <filesystem>

#include "docmill/base/status.hpp"
#include "host/formats/manifest.hpp"
#include "tooling/namespace.hpp"
#include "tooling/verify/finding.hpp"

namespace docmill::tooling {

struct Rehash {
  Findings findings;
  uint64_t files = 0, bytes = 0;  // hashed
  uint64_t documents = 0;         // in the index
};

// Finds: files that are gone, changed, or not of the run; an index whose digest or counts are not those of the
// manifest. The files of a folder are looked up in its .sha256 list. Memory: eight bytes a file.
Rehash rehash(const std::filesystem::path& folder, const Manifest& manifest);

// SHA-256 and size of a file. The status begins with the path.
struct HashedFile {
  std::string sha256;
  uint64_t size = 0;
};
Result<HashedFile> hash_file(const std::filesystem::path& path);

}  // namespace docmill::tooling
