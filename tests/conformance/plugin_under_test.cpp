#include "conformance/plugin_under_test.hpp"

#include <cstdlib>
#include <iterator>
#include <stdexcept>

#include "conformance/captured_output.hpp"

namespace docmill::conformance {
namespace {

int entries_of(const char* folder) {
  const auto entries = std::filesystem::directory_iterator(folder);
  return static_cast<int>(std::distance(begin(entries), end(entries)));
}

PluginUnderTest load() {
  const char* name = std::getenv("DOCMILL_CONFORMANCE_PLUGIN");
  if (name == nullptr) throw std::runtime_error("set DOCMILL_CONFORMANCE_PLUGIN to the file of a plugin");
  PluginUnderTest plugin;
  plugin.path = name;
  CapturedOutput captured;
  const int threads = count_threads(), files = count_files();
  const auto loaded = host::load_plugin(plugin.path);
  plugin.threads_started = count_threads() - threads;
  plugin.files_opened = count_files() - files;
  plugin.said_while_loading = captured.stop();
  if (!loaded.ok()) throw std::runtime_error(loaded.status().message());
  plugin.library = loaded.value();
  return plugin;
}

}  // namespace

const PluginUnderTest& plugin() {
  static const PluginUnderTest loaded = load();
  return loaded;
}

int count_threads() { return entries_of("/proc/self/task"); }
int count_files() { return entries_of("/proc/self/fd"); }

}  // namespace docmill::conformance
