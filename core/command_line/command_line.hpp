// From the words of the command line to a command that is ready to run.
#pragma once

#include <optional>

#include "command_line/command.hpp"

namespace docmill::cli {

inline constexpr int usage_exit_code = 2;  // the words cannot be read

// Reads the arguments. Without a value the program ends with `exit_code` (help, version or a mistake have been
// printed): 0 or usage_exit_code.
std::optional<Command> parse_command_line(Program program, int argc, char** argv, int& exit_code);

// The command that the words name, if the program has it and nothing is to be said to them: no help, no mistake. To be
// asked of a program that is not whole before parse_command_line() is, so that most lines need one command only.
std::optional<Command> read_command(Program program, int argc, char** argv);

}  // namespace docmill::cli
