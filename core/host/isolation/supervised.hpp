// Doing in a child process, instead of in this one, what may bring a process down: where a trial (trial.hpp) is not
// enough, because what is damaged may do harm the second time and not the first, or to memory that is looked at later.
#pragma once

#include <functional>
#include <optional>

#include "host/isolation/trial.hpp"

namespace docmill::host {

// How work ended that was done in a child.
struct SupervisedEnd {
  int exit_code = 0;  // what the work gave, unless the child ended with another that is not 0 (a sanitizer's); nothing
                      // worth with a death
  std::optional<TrialDeath> death;  // the child did not come to the end of the work, or crashed behind it
};

// Does the work in a forked child that has the streams, folder and terminal of this process, and then calls `end` there
// with what the work gave, which ends the child; waits for it. Nothing of the work happens in this process, whatever
// becomes of the child. A signal that ends the child ends this process, unless it is one of a crash (SIGSEGV, SIGBUS,
// SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP), and the end of this process ends the child. The signals of a limit or a
// timer are told first, where there are last words (last_words.hpp).
//
// Nothing when no child can be made: the work has not been done. For a process with one thread.
std::optional<SupervisedEnd> supervise(const std::function<int()>& work, void (*end)(int exit_code));

// "loading 'x.so' crashed (SIGSEGV); the file may be damaged"; of a death outside of any library's or stage's call "the
// program crashed (SIGSEGV) outside of any call of a stage: ...".
std::string sentence_of(const SupervisedEnd& end);

}  // namespace docmill::host
