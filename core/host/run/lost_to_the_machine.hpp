// Failures that are not of the document: on another machine, or at another time, it might pass. They mark the run as
// not reproducible.
#pragma once

#include <string_view>

namespace docmill::host {

// A document that was to be split again for some of its parts, and was not split as before (see isolated_stages.cpp).
inline constexpr std::string_view unsteady = "unsteady";

// What a document that failed with this code was lost to ("a time limit"); empty when the document itself is at fault.
// Stages use these codes as well.
inline std::string_view lost_to_the_machine(std::string_view code) {
  if (code == "out-of-memory" || code == "memory-limit") return "want of memory";
  if (code == "time-limit" || code == "hang") return "a time limit";
  if (code == "crash-sigkill") return "a kill of a worker process";
  if (code == "program-not-started") return "a program that did not start";
  if (code == unsteady) return "an answer that was another one when a stage was asked again";
  if (code == "no-temporary-file") return "want of room for temporary files";
  return {};
}

// Does the code say that a stage did not survive the document (see isolated_stages.cpp)? Stages may use it as well.
inline bool is_death(std::string_view code) {
  return code.starts_with("crash-") || code == "exit" || code == "hang" || code == "memory-limit" || code == "sandbox";
}

}  // namespace docmill::host
