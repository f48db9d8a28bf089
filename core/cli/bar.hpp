// Small bars for figures in a terminal.
#pragma once

#include <cstdint>
#include <string>

namespace docmill::cli {

// A bar of at most `width` columns: as long as `part` is of `most`, in eighths of a column, and never nothing where
// part is not 0.
std::string bar(double part, double most, std::size_t width = 24);

}  // namespace docmill::cli
