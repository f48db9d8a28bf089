#include "cli/own_process.hpp"

#include <signal.h>
#include <stdio_ext.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
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
  if (terminal::flush_whole()) return exit_code;
  const std::string why = errno != 0 ? std::generic_category().message(errno) : "it did not take all of the text";
  terminal::print(stderr, "docmill: standard output cannot be written: {}; what was printed there is not whole\n", why);
  ::__fpurge(stdout);
  ::clearerr_unlocked(stdout);  // somebody may keep the lock
  return exit_code == done ? io_error : exit_code;
}

volatile std::sig_atomic_t code_of_end = 0;

extern "C" void on_kept_stream(int) {
  terminal::put_in_signal_handler(
      "docmill: a stream that is open could not be written within 3 s, so what waits in such streams is lost (a stage "
      "keeps its lock, or what reads it is slow)\n");
  ::_exit(code_of_end == done ? io_error : code_of_end);
}

// Of all streams that code of others has opened. One whose lock somebody keeps would be waited for for ever. An alarm
// that a stage has set, or has left pending, is none of it.
void flush_all_streams(int exit_code) {
  constexpr unsigned seconds_of_grace = 3;
  code_of_end = exit_code;
  ::alarm(0);
  std::signal(SIGALRM, SIG_IGN);
  std::signal(SIGALRM, on_kept_stream);
  sigset_t alarm;
  ::sigemptyset(&alarm);
  ::sigaddset(&alarm, SIGALRM);
  ::pthread_sigmask(SIG_UNBLOCK, &alarm, nullptr);
  ::alarm(seconds_of_grace);
  std::fflush(nullptr);
  ::alarm(0);
}

}  // namespace

int exit_code_of(const std::function<int()>& work) { return code_with_output(code_of_work(work)); }

void end_process(int exit_code) {
  host::command_has_ended();
  flush_all_streams(exit_code);
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
