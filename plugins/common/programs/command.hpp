// The command line of the program, made from the options `command`, `files` and `environment`.
//
// The program runs in a private folder that holds copies of its `files` and nothing else: what it reads from there are
// the bytes that docmill hashed, whatever happens to the files meanwhile, and a file that was not named is missed at
// the first run, not on another machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "docmill/sdk/declare.hpp"

namespace docmill::process {

// Where a file lies in the private folder: its name as written, without the leading "/" and "../". Throws ConfigError.
std::string place_in_folder(std::string_view written);

struct Command {
  std::string executable;                // a path: absolute, or in the private folder ("./run.sh")
  std::vector<std::string> arguments;    // argv, [0] as the user wrote it; names of files as in the private folder
  std::vector<std::string> environment;  // NAME=value
  std::vector<std::string> files;        // by option `files`: where it lies in the private folder
};

// `option_of_files`: how the option is called that names `files`. `look_up` gives a variable of docmill's own
// environment, or null. Throws ConfigError with the option at fault: an empty command, a program that is not found on
// PATH (and where that was looked for), a path that is not among `files`.
Command make_command(const std::vector<std::string>& command, const std::vector<docmill::Resource>& files,
                     const std::vector<std::string>& environment, const char* (*look_up)(const char* name),
                     const char* option_of_files = "files");

}  // namespace docmill::process
