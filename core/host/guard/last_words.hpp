// What the program says when code of others ends it: a crash, an abort, an overflown stack, a call of exit(). Nothing
// of it is undone; the user learns which stage and which document it was and how to go on, and no such end looks like
// a good one (exit code 0).
//
// Signals keep their meaning: after the words the handler that was there before has its turn (a sanitizer's), or the
// process dies of the signal. A child that a plugin forks says nothing; one that is watched (isolation/trial.hpp)
// leaves what its status does not tell in its ForeignMark. Where memory is gone to the last byte, that is said as well,
// and the exit code is that of a stage that ends the program.
#pragma once

#include <signal.h>

#include <string>

namespace docmill::host {

// Exit codes for a stage that ends the program by exit(), _exit() or quick_exit().
struct LastWordsCodes {
  int while_loaded;  // loading a library or creating a stage
  int while_run;     // anything later
};

// From now on there are last words. Once, by the main thread, before the first plugin is loaded.
//
// SIGXFSZ (`ulimit -f`) ends nothing any more: what is written fails with EFBIG, which has a sentence of its own.
void have_last_words(LastWordsCodes codes);

// A line about how to go on, said behind the others; at most 2,000 bytes of it. Not while stages run.
void set_way_on(const std::string& line);

// While one lives: a crash of this process, said as ever, ends it with the exit code `while_loaded` and not by its
// signal. For what is done behind a trial that went well and before a run is begun. Not in a build with a sanitizer.
class CrashIsRefusal {
 public:
  CrashIsRefusal();
  ~CrashIsRefusal();
  CrashIsRefusal(const CrashIsRefusal&) = delete;
  CrashIsRefusal& operator=(const CrashIsRefusal&) = delete;
};

// The command has come to its end: exit() is the program's own again.
void command_has_ended();

// Behind code that may have asked to be called at exit: the watch over exit() must be asked last. After each library
// that was loaded.
void watch_exit_again();

// Of a signal and what its handler was given: was it the end of the stack? May be called in that handler.
bool is_stack_overflow(int number, const siginfo_t& info, const void* context);

// Gives this thread a stack for signal handlers, unless it has one: when its own is full, nothing can be said on it.
void use_signal_stack();

// Whether memory was refused is asked of one call of others (see foreign_call.hpp): called at the beginning of each.
void forget_refused_memory();

// For _exit, which no handler sees: says the last words and gives the code to end with when it is a stage that calls
// it, else `status`.
int status_of_sudden_exit(int status);

}  // namespace docmill::host
