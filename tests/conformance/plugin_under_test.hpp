// The plugin that this run of the program is about: named by DOCMILL_CONFORMANCE_PLUGIN, loaded once as the host does
// it.
#pragma once

#include <filesystem>
#include <string>

#include "host/plugins/plugin_library.hpp"

namespace docmill::conformance {

struct PluginUnderTest {
  std::filesystem::path path;
  const host::PluginLibrary* library = nullptr;
  std::string said_while_loading;  // on standard output and error
  int threads_started = 0;         // while loading
  int files_opened = 0;
};

// Throws std::runtime_error when it cannot be loaded.
const PluginUnderTest& plugin();

// Threads of this process, and its open file descriptors.
int count_threads();
int count_files();

}  // namespace docmill::conformance
