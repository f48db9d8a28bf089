// Doing in a child process first what may bring a process down: loading a library, creating a stage.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "host/guard/foreign_call.hpp"

namespace docmill::host {

// How a child ended that did not come to the end of its work: what it was in, and "crashed (SIGSEGV)" or "ended the
// process by exit(0)".
struct TrialDeath {
  ForeignWork work = ForeignWork::none;
  std::string who;  // the stage, or the path of the library
  std::string deed;
};

struct Trial {
  bool was_made = false;
  std::optional<TrialDeath> death;
  bool was_survived() const { return was_made && !death; }
};

// When a trial is given up, which is a death as well. 0: never.
struct TrialLimits {
  unsigned processor_seconds = 0;
  unsigned seconds = 0;  // on the clock on the wall
};

// Does the work in a forked child, which says nothing. No death when it came to its end, whatever it found there. No
// trial is made when there can be no child, as in a process that has several threads: the work itself will tell.
// `meanwhile` is called here while the child works, unless there is none; what it throws is thrown when the child has
// ended.
Trial try_in_child(const std::function<void()>& work, TrialLimits limits = {},
                   const std::function<void()>& meanwhile = {});

// "loading 'x.so' crashed (SIGSEGV); the file may be damaged", "stage 'x' crashed (SIGSEGV) in create" or "in
// destroy, when all is done".
std::string sentence_of(const TrialDeath& death);

// What a process did that ended with this status of wait(): "crashed (SIGSEGV)" or "ended the process by exit(0)".
std::string deed_of(int status, EndCause cause = EndCause::unknown);

// Of one that a signal has ended: "crashed (SIGSEGV)", "used up its stack (SIGSEGV)", "was killed (SIGKILL; ...)".
std::string deed_of_signal(int number, EndCause cause = EndCause::unknown);

// One of a fault or an abort: SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP.
bool is_crash(int signal);

// "SIGSEGV".
std::string signal_name(int number);

}  // namespace docmill::host
