// Sentences about what was built.
#pragma once

#include <cstdint>
#include <string>

#include "compile/knowledge_builder.hpp"

namespace docmill::linker {

// What there is, what was left out and why; a line for each that is not zero.
std::string build_report(const std::string& path, const BuildCounts& counts, uint64_t size);

}  // namespace docmill::linker
