// Flags that several commands have.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "host/plugins/plugin_search.hpp"
#include "host/run/prepared_pipeline.hpp"

namespace docmill::cli {

// Where plugins are looked for.
struct PluginFlags {
  std::vector<std::string> plugin_dirs;  // --plugin-dir

  std::vector<Flag> flags();
  host::PluginSearch search() const;
};

// A pipeline file and what the command line says beside it.
struct PipelineFlags {
  std::string pipeline;             // PIPELINE
  std::vector<std::string> sets;    // --set STAGE.OPTION=VALUE
  std::vector<std::string> inputs;  // --input
  std::string output;               // --output
  PluginFlags plugins;

  std::vector<Flag> flags();
  host::PipelineRequest request() const;
};

Flag json_flag(bool* target);

}  // namespace docmill::cli
