#include "cli/own_process.hpp"

#include <stdio_ext.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/exit_codes.hpp"
#include "command_line/terminal.hpp"
#include "host/guard/last_words.hpp"
#include "host/isolation/supervised.hpp"

namespace docmill::cli {
namespace {

int code_of_work(const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    terminal::put_in_signal_handler("docmill: out of memory\n");  // takes none itself
  } catch (const std::exception& e) {
    terminal::print(stderr, "docmill: an error inside docmill: {}\n", e.what());
  }
  return stage_error;
}

// Once for the same text: what could not be written is let go.
int code_with_output(int exit_code) {
  errno = 0;
  const bool was_written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (was_written) return exit_code;
  const std::string why = errno != 0 ? std::generic_category().message(errno) : "it did not take all of the text";
  terminal::print(stderr, "docmill: standard output cannot be written: {}; what was printed there is not whole\n", why);
  ::__fpurge(stdout);
  std::clearerr(stdout);
  return exit_code == done ? io_error : exit_code;
}

}  // namespace

int exit_code_of(const std::function<int()>& work) { return code_with_output(code_of_work(work)); }

void end_process(int exit_code) {
  host::command_has_ended();
  std::fflush(nullptr);
#ifdef DOCMILL_INSTRUMENTED
  std::exit(exit_code);
#else
  ::_exit(exit_code);
#endif
}

Command in_own_process(Command command) {
  command.run = [run = std::move(command.run)] {
    const auto work = [&] { return exit_code_of(run); };
    const std::optional<host::SupervisedEnd> end = host::supervise(work, end_process);
    if (!end) return work();
    if (!end->death) return end->exit_code;
    terminal::print(stderr, "docmill: {}\n", host::sentence_of(*end));
    return plugin_error;
  };
  return command;
}

}  // namespace docmill::cli
