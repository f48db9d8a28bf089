// A bundle: one file with what another machine needs to prove a run. A tar archive packed with zstd, the same bytes
// every time:
//   bundle.json            what is in it, by hash, and how the run is asked for again (see bundle_description.hpp)
//   run.json, documents.jsonl.zst   the manifest and the documents index of the run; answers.jsonl.zst if there are any
//   NAME.lock              the lock of its pipeline
//   tree/…                 the pipeline files and the resources that they name by relative paths, as they stood to each
//                          other; resources/N/… those named by absolute paths
//   plugins/HASH/…         the plugins, with the data beside them that the pipeline uses ("plugin:FILE")
//   libraries/…, bin/docmill   shared objects that these bring in, but for those of the C and C++ run time; the
//   program.
//                          Where the proof is made the loader finds them in this folder, when and in the order in which
//                          the plugins need them. What a plugin opens by itself (dlopen) is not among them.
//   inputs/N/…             only when asked
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct BundleRequest {
  std::filesystem::path folder;  // of the run
  std::filesystem::path file;    // to write
  bool with_inputs = false;
  std::string pipeline;                     // instead of what timings.json says; empty: that
  std::vector<std::string> plugin_dirs;     // looked at first
  std::vector<std::string> plugin_folders;  // looked at last
};

struct BundleSummary {
  std::size_t files = 0;
  uint64_t size = 0;  // of the archive
  // Libraries that stages opened themselves, with dlopen(): in the bundle by the names of their files, where they are
  // found if they are opened by name or beside the plugin.
  std::vector<std::string> opened;
};

// Refuses when what is here is not what made the run: a bundle of other plugins would prove nothing.
Result<BundleSummary> write_bundle(const BundleRequest& request);

}  // namespace docmill::tooling
