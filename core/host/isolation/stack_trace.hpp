// The calls that a worker process was in when it died, told by the process that forked it: both have the same libraries
// at the same addresses.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace docmill::host {

// In memory shared with the worker.
struct StackTrace {
  std::atomic<uint32_t> n{0};  // set last
  std::array<void*, 40> frames{};
};

// So that record_stack() need not load anything. In the process that forks workers.
void prepare_stack_traces();

// Writes down the calls of this thread, the innermost first, once. For a signal handler; of a process that is to end.
void record_stack(StackTrace& trace);

// "breaker.so+0x1a2b (name of the function)", innermost first, without the frames of the signal handler; as addr2line
// takes them. Empty when nothing was recorded. A frame in no file is told as "?".
std::vector<std::string> described_stack(const StackTrace& trace);

}  // namespace docmill::host
