// What the program returns; scripts and schedulers hang on it.
#pragma once

#include "docmill/base/status.hpp"

namespace docmill::cli {

inline constexpr int done = 0;
inline constexpr int found_differences = 1;  // documents failed under --strict; a check found something
inline constexpr int usage_error = 2;        // command line, pipeline file, input that does not exist
inline constexpr int plugin_error = 3;       // a stage could not be loaded or created
inline constexpr int io_error = 4;           // input or output failed
inline constexpr int stage_error = 5;        // a stage or max-failures ended the run

inline int code_of(Trouble trouble) { return static_cast<int>(trouble); }

}  // namespace docmill::cli
