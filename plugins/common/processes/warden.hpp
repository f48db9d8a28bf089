// A process between docmill and a program: the parent of the program and, as its subreaper, of all that this has
// started, in whatever group or session. It ends them when the program ends, when docmill wants that (end_wanted) and
// when docmill is gone, by whatever; then it removes the program's folder as well. It ends as the program did.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <functional>

namespace docmill::process {

// The signal by which docmill asks for the end; others mean that docmill itself ends.
inline constexpr int end_wanted = SIGUSR1;

// In a child that has just been forked, with all signals blocked. `start` becomes the program and never returns.
// `folder`: removed when `parent` is gone; empty: nothing.
[[noreturn]] void be_warden(pid_t parent, const char* folder, const std::function<void()>& start);

}  // namespace docmill::process
