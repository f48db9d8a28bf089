// NAME.lock, beside NAME.toml: what a run may use. Plugins by the hash of the file and of their source, with compiler
// and the shared objects they bring in, resources by hash, every option, docmill itself.
//
//   {"format":"docmill-lock/1",
//    "docmill":{"version":V,"abi":"1.0","record":N,"sha256":HASH,"source":HASH or null,"compiler":TEXT,
//               "brings":{SONAME:BUILD-ID,..}},
//    "pipeline":{..},                       see formats/pipeline_record.hpp, without "documents" and "limit"
//    "seal":HASH}                           see support/seal.hpp
//
// It is JSON, with the members that run.json has, printed one value a line: the same reader and the same comparison
// serve locks and runs, a difference in version control shows the one line that changed, and programs read it as they
// read run.json. People do not write it; what a pipeline is to do stands in the TOML file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/pipeline_difference.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Raised when a program that reads records would have to be changed.
inline constexpr uint64_t record_format = 1;

struct Lock {
  std::string version, abi;  // of docmill
  uint64_t record = 0;       // record_format
  PluginRecord program;      // docmill itself, described like a plugin
  PipelineRecord pipeline;
};

// pipelines/articles.toml -> pipelines/articles.lock.
std::filesystem::path lock_path(const std::filesystem::path& pipeline);

// The lock of a prepared pipeline whose stages are created.
Lock lock_of(const PreparedPipeline& prepared);

// The text of NAME.lock.
std::string lock_text(const Lock& lock);

// Reads a lock. The status is a sentence that begins with the path: absent (with the command that makes it), foreign,
// newer, truncated, edited.
Result<Lock> read_lock(const std::filesystem::path& path);

// Writes the lock beside the pipeline, as write_text() does. A file that is no lock, or a newer docmill's, is left
// alone.
Status write_lock(const std::filesystem::path& path, const Lock& lock);

enum class LockMode { exact, source };

struct LockedDifference {
  std::string what;       // "cleaner: cleaner.so is another plugin: 1a2b… here, 3c4d… locked"
  std::string remedy;     // what to do about it
  bool accepted = false;  // LockMode::source takes it
};

// Before the pipeline is prepared, so that nothing is loaded that is not locked: the plugins alone, see
// differing_plugins().
std::vector<LockedDifference> check_locked_plugins(const Lock& lock, const PipelineFile& file, PluginSearch& search,
                                                   LockMode mode, const std::string& pipeline);

// What is here now against the lock: every difference. For sentences, `pipeline` is the path as the user gave it.
std::vector<LockedDifference> check_lock(const Lock& lock, const Lock& now, LockMode mode, const std::string& pipeline);

}  // namespace docmill::tooling
