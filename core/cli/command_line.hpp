// From the words of the command line to a command that is ready to run.
#pragma once

#include <optional>

#include "cli/command.hpp"

namespace docmill::cli {

// Reads the arguments. Without a value the program ends with `exit_code` (help, version or a mistake have been
// printed).
std::optional<Command> parse_command_line(int argc, char** argv, int& exit_code);

}  // namespace docmill::cli
