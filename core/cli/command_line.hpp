// Everything that the command line can say: declared once, here; help comes from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/plugins/plugin_search.hpp"
#include "host/run/mill.hpp"

namespace docmill::cli {

struct CommandLine {
  std::string command;  // "run", "check", "plan", "stages", "describe"

  std::string pipeline;                  // run, check, plan
  std::vector<std::string> sets;         // --set STAGE.OPTION=VALUE
  std::vector<std::string> inputs;       // --input
  std::string output;                    // --output
  std::vector<std::string> plugin_dirs;  // --plugin-dir
  unsigned threads = 0;                  // --threads; 0: all
  uint64_t limit = 0;                    // --limit; 0: none
  bool strict = false;
  bool quiet = false;
  bool json = false;
  std::string log_level = "warning";  // --log-level
  std::string log_file;               // --log-file
  std::string stage;                  // describe

  host::PipelineRequest request() const;
  host::PluginSearch search() const;
};

// The commands, in the order of the help.
const std::vector<std::string>& command_names();

// Reads the arguments. Without a value the program ends with `exit_code` (help, version or a mistake have been
// printed).
std::optional<CommandLine> parse_command_line(int argc, char** argv, int& exit_code);

}  // namespace docmill::cli
