// Running a finished run once more, in a process of its own: what a process remembers, and what is set when it starts
// (locale, memory, processor features), is then part of what is tried.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/run_origin.hpp"
#include "host/run/run_settings.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Shared objects that plugins are to find in place of those of this machine.
struct BroughtLibraries {
  std::string folder;              // the loader looks here first (LD_LIBRARY_PATH); empty: none
  std::vector<std::string> first;  // loaded before the first plugin: those that the loader would look for elsewhere
};

// Everything that the other process needs to know.
struct RerunRequest {
  RunOrigin origin;
  std::map<std::string, std::string> plugins;  // by stage name: PluginSearch::files
  std::map<std::string, std::string> hashes;   // by stage name: SHA-256 of the plugin; no other is loaded
  BroughtLibraries libraries;
  std::string output;  // where it writes
  std::string replay;  // folder whose recorded results EXTERNAL stages give; empty: none
  RunSettings settings;
};

std::string to_json(const RerunRequest& request);
Result<RerunRequest> read_rerun_request(const std::filesystem::path& file);

// In the other process: prepares the pipeline and runs. The status is what `docmill run` would say, with all mistakes.
Status perform_rerun(const RerunRequest& request);

// How the other process is started.
struct ProcessSettings {
  std::vector<std::string> environment;  // "NAME=value", added or replacing; "NAME" alone: taken away
  std::filesystem::path working_folder;  // empty: this one
};

// The first argument by which the program knows that it is the other process; the second is the file of the request.
inline constexpr const char* rerun_argument = "internal-rerun";

// Starts this program as the other process and waits. `folder` is for the request and for what it says; a failure is a
// status with its words.
Status rerun(const RerunRequest& request, const ProcessSettings& process, const std::filesystem::path& folder);

}  // namespace docmill::tooling
