// run.json of a finished output folder, read again. Strict: what docmill did not write just so is refused with a
// sentence.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"
#include "tooling/results/pipeline_record.hpp"

namespace docmill::tooling {

struct InputRecord {
  std::string name;  // relative to its root
  std::optional<uint64_t> size;
  std::optional<std::string> sha256;  // nothing: it could not be read to its end
};

// A file of the output folder, or (with `files`) a folder: the hash is then that of its .sha256 list beside it.
struct OutputRecord {
  std::string name;   // relative to the output folder
  std::string stage;  // who writes it; empty: the host
  uint64_t size = 0;
  std::string sha256;
  std::optional<uint64_t> files;
};

struct DocumentTotals {
  uint64_t total = 0, written = 0, dropped = 0, failed = 0, kept = 0, duplicates = 0;
};

struct Manifest {
  std::string version, abi;  // of docmill
  bool reproducible = true;
  std::vector<std::string> not_reproducible_because;
  std::string digest;
  DocumentTotals documents;
  PipelineRecord pipeline;
  std::vector<InputRecord> inputs;
  std::vector<std::string> not_read;
  uint64_t skipped = 0;
  std::vector<OutputRecord> outputs;  // in byte order of the names
};

// Reads FOLDER/run.json. The status is a sentence that begins with the path: no such folder, no output folder of
// docmill, a run that has not ended, newer, truncated, edited.
Result<Manifest> read_manifest(const std::filesystem::path& folder);

}  // namespace docmill::tooling
