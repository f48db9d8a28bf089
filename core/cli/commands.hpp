// The commands, one file each. Every one returns the program's exit code.
#pragma once

#include <string>

#include "cli/command_line.hpp"
#include "host/diagnostics/diagnostics.hpp"

namespace docmill::cli {

int run_command(const CommandLine& line);
int check_command(const CommandLine& line);
int plan_command(const CommandLine& line);
int stages_command(const CommandLine& line);
int describe_command(const CommandLine& line);

// `docmill NAME ...` for a NAME that is no command: the program docmill-NAME beside this one or on PATH takes over and
// this returns only if there is none, with the exit code.
int external_command(const std::string& name, char** arguments);

// Diagnostics as a JSON array of {"severity","file","line","column","message","details"}.
std::string diagnostics_json(const host::Diagnostics& diagnostics);

}  // namespace docmill::cli
