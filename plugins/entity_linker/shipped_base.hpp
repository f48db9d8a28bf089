// The starter table as the build compiled it, so that a run with the default base need not: shipped_base.cpp in the
// build folder, made by tools/compile_starter.cpp.
#pragma once

#include <string_view>

namespace docmill::linker {

struct ShippedBase {
  std::string_view
      table;  // the whole table that was compiled; an empty one where the build could not (cross-compiling)
  std::string_view image;  // what it was compiled to; its first byte lies at a multiple of 8
};

// Lies in the library as long as that is loaded. Whoever has the bytes of a table compares them with all of `table`: a
// changed table is compiled as any other. The image is for the rules by which the program of the build cut texts into
// tokens, and is refused as any compiled base where those of another Unicode version differ.
ShippedBase shipped_base();

}  // namespace docmill::linker
