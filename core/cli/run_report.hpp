// What the commands that run stages over documents (run, merge) tell of it, and how signals end them.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "cli/messages.hpp"
#include "host/run/run.hpp"

namespace docmill::cli {

// From now on the first SIGINT, SIGTERM or SIGHUP sets the flag, the second ends the program at once.
const std::atomic<bool>& stop_on_signals();
// The signal that came; 0 for none.
int stop_signal();

host::RunObserver observer_of(Messages& messages);

// The summary in a few lines for people, or as one line of JSON.
void say_summary(Messages& messages, const host::PreparedPipeline& prepared, const host::RunSummary& summary);
void print_json(const host::RunSummary& summary);

// Says the status; the exit code, of a signal where there was one.
int failure_code(Messages& messages, const Status& status);

// "1,234 documents", "1 document".
std::string plural(uint64_t n, const char* what);

}  // namespace docmill::cli
