// The plugin under test: loaded as docmill loads it, its stages and readers with their options and ports as the request
// says them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "checker/request.hpp"
#include "checker/strict_host/texts.hpp"
#include "host/pipeline/option_check.hpp"
#include "host/plugins/plugin_library.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::checker {

// A stage, or a reader (declaration.reader is not null then).
struct StageUnderTest {
  host::StageDeclaration declaration;      // with the ports and the schedule of the pipeline filled in
  std::vector<host::OptionValue> options;  // one for each declared option
  std::filesystem::path plugin_folder;     // where "plugin:NAME" files stand

  bool is_reader() const { return declaration.reader != nullptr; }
  bool is_pure() const { return declaration.schedule == host::Schedule::pure; }
  bool is_ordered() const { return declaration.schedule == host::Schedule::ordered; }
};

// What loading the library left behind in this process.
struct LoadingTrace {
  std::string said;  // on standard output and error
  int threads_started = 0, files_opened = 0;
};

struct PluginUnderTest {
  const Request* request = nullptr;
  const host::PluginLibrary* library = nullptr;
  std::vector<StageUnderTest> stages, readers;
  std::vector<NamedText> own_texts;  // of request.documents, for stages
  LoadingTrace loading;
};

struct LoadedPlugin {
  PluginUnderTest plugin;
  std::string refusal;                // why the file could not be loaded; empty: it was
  std::vector<std::string> mistakes;  // of the request: an unknown option, a required one that is missing
};

// Loads the plugin: its code runs in this process. `request` must outlive the result.
LoadedPlugin load_plugin_under_test(const Request& request);

// Threads of this process, and its open files.
int count_threads();
int count_files();

}  // namespace docmill::checker
