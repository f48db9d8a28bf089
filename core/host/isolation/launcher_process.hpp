// What goes on in the launcher and in the workers.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <cstdint>

#include "host/isolation/launcher.hpp"

namespace docmill::host {

// What docmill asks of the launcher: to fork a worker for the socket that comes along and that page, or to say how a
// worker ended.
struct LaunchCommand {
  enum Kind : uint32_t { fork_worker = 1, reap_worker = 2 } kind;
  uint32_t page;
  int32_t process;
};
struct LaunchAnswer {
  int32_t process;  // of the new worker; negative: none
  int32_t status;
  uint64_t peak_bytes;
};

// Never returns; ends when the other end of `control` is closed.
[[noreturn]] void be_launcher(Service& service, const WorkerLimits& limits, const std::set<int>& keep, int control,
                              WorkerPage* pages);

// A worker that gets it writes down where it is and goes on. By itself it means nothing to a process.
inline constexpr int signal_for_stack = SIGURG;

// Most memory that this process has used.
uint64_t peak_bytes();

}  // namespace docmill::host
