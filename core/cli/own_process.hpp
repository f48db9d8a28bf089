// What stands around the work of every command, and around that of those that only look.
#pragma once

#include <functional>

#include "command_line/command.hpp"

namespace docmill::cli {

// The exit code of the work; what it throws is said, and has one as well. Printed text that standard output did not
// take is said, and makes of 0 `io_error`.
int exit_code_of(const std::function<int()>& work);

// Ends this process, with what was said said. Nothing of what libraries have left to be done at exit (destructors of
// static objects, atexit) is done: stages have had their destroy, and a damaged library is harmful there as well. A
// build with a sanitizer or with counters of coverage, which need it, exits in the usual way.
[[noreturn]] void end_process(int exit_code);

// The command, at work in a child process: a plugin that it loads may do there what it wants, docmill itself loads none
// and comes to an end of its own, with a sentence. For commands that do not run documents (a run has `--isolate`).
Command in_own_process(Command command);

}  // namespace docmill::cli
