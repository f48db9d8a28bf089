// What `docmill new` says to type next, for this machine.
#pragma once

#include <string>

namespace docmill::cli {

// The program as a shell would call it: by its name when PATH leads to it.
std::string spoken_program();
// The lines that build a project with CMake and run its tests.
void say_cmake_steps();

}  // namespace docmill::cli
