// What is said of a command line that cannot be read: CLI11 finds the mistake, this says it in the words of docmill.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "command_line/command.hpp"

namespace docmill::cli {

// How CLI11 checks a value, with a sentence of ours.
CLI::Validator validator(const Values& values);
// Refuses a value of no characters.
CLI::Validator not_empty();

// The message, without the name of the program; further lines are indented by two.
std::string explain(const CLI::ParseError& error, CLI::App& app, const Program& program);

// The command that was said, with a blank behind it: "run ", "new stage "; empty when none was.
std::string spoken_command(const CLI::App& app);

}  // namespace docmill::cli
