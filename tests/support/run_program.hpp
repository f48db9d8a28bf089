// Runs a program to its end and gives what it said.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace docmill::test {

struct ProgramResult {
  int status = -1;  // exit code; 128 + signal when a signal ended it
  std::string out, err;
};

struct ProgramSettings {
  std::filesystem::path working_folder;  // empty: as it is
  std::vector<std::string> environment;  // "NAME=value", added to or replacing what there is
  std::string input;                     // standard input
};

// Waits for a child process of one's own. Its exit code; 128 + signal when a signal ended it, so that a crash is never
// taken for an end with 0. Throws std::runtime_error when there is no such child.
int wait_for_exit(pid_t child);

// `command[0]` is looked up on PATH when it has no slash. Throws std::runtime_error when it cannot be started.
ProgramResult run_program(const std::vector<std::string>& command, const ProgramSettings& settings = {});

// docmill with these arguments, its plugin folder being the one of this build.
ProgramResult run_docmill(std::vector<std::string> arguments, const ProgramSettings& settings = {});

}  // namespace docmill::test
