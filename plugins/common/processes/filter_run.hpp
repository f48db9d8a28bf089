// A program that is given bytes on its standard input and asked for nothing but what it writes, once.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "child.hpp"

namespace docmill::process {

struct FilterLimits {
  int milliseconds = 0;         // from its start to its end; 0: no limit
  std::size_t most_output = 0;  // bytes on its standard output; 0: no limit
};

enum class FilterEnd {
  ended,  // by itself; `status` and `end` say how
  killed_by_signal,
  out_of_time,      // it was ended
  too_much_output,  // likewise
  stopped,          // likewise: `take` wanted no more
};

struct FilterResult {
  FilterEnd how = FilterEnd::ended;
  int status = 0;   // its exit status
  int signal = 0;   // killed_by_signal
  std::string end;  // "with status 1", "by signal 11 (Segmentation fault)"
  // What it said on standard error; of more than 8192 bytes the whole lines in the first and in the last 4096 (of a
  // line that is longer, its part in them).
  std::string messages;
};

// Runs it to its end. `take` gets its output piece by piece, `most_output` bytes of it at most, and says whether to go
// on; an exception of `take` ends the program and goes on to the caller. Throws std::runtime_error with a sentence
// where it cannot be started.
FilterResult run_filter(Launcher& launcher, const LaunchSettings& settings, std::string_view input,
                        const FilterLimits& limits, const std::function<bool(std::string_view)>& take);

}  // namespace docmill::process
