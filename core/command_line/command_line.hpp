// From the words of the command line to a command that is ready to run.
#pragma once

#include <optional>

#include "command_line/command.hpp"

namespace docmill::cli {

inline constexpr int usage_exit_code = 2;  // the words cannot be read

// Reads the arguments. Without a value the program ends with `exit_code` (help, version or a mistake have been
// printed): 0 or usage_exit_code.
std::optional<Command> parse_command_line(Program program, int argc, char** argv, int& exit_code);

}  // namespace docmill::cli
