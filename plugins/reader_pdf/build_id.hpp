// The build id that the linker gives a library: another for every build of other sources.
#pragma once

#include <string>

namespace docmill::pdf {

// In hexadecimal digits, from the file of a 64-bit ELF library; empty where it has none or cannot be read.
std::string build_id_of(const std::string& path);

}  // namespace docmill::pdf
