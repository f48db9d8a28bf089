#include "host/isolation/supervised.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <new>

#include "host/isolation/launcher.hpp"

namespace docmill::host {
namespace {

// In memory that both have. It is read when the child has ended.
struct SupervisedPage {
  ForeignMark mark;
  std::atomic<int> exit_code{0};
  std::atomic<bool> is_done{false};
};

[[noreturn]] void be_supervised(SupervisedPage& shared, const std::function<int()>& work, void (*end)(int),
                                pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  mark_foreign_calls_in(&shared.mark);
  const int exit_code = work();
  shared.exit_code = exit_code;
  shared.is_done = true;
  end(exit_code);
  ::_exit(exit_code);
}

bool is_of_limit_or_timer(int signal) {
  return signal == SIGXCPU || signal == SIGALRM || signal == SIGVTALRM || signal == SIGPROF;
}

// Ends this process by what has ended the child.
void die_of(int signal) {
  if (is_of_limit_or_timer(signal)) std::raise(signal);  // its handler has words for it
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

SupervisedEnd end_of(SupervisedPage& shared, int status) {
  SupervisedEnd end;
  end.exit_code = shared.exit_code;
  if (shared.is_done && WIFEXITED(status)) {
    // A sanitizer looks for leaks at the very end.
    if (WEXITSTATUS(status) != 0) end.exit_code = WEXITSTATUS(status);
    return end;
  }
  shared.mark.who.back() = '\0';
  end.death = {static_cast<ForeignWork>(shared.mark.work.load()), shared.mark.who.data(),
               deed_of(status, shared.mark.cause)};
  return end;
}

}  // namespace

std::optional<SupervisedEnd> supervise(const std::function<int()>& work, void (*end)(int)) {
  if (count_threads() > 1) return std::nullopt;  // locks of the others would be held in the child for ever
  void* memory = ::mmap(nullptr, sizeof(SupervisedPage), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return std::nullopt;
  auto& shared = *new (memory) SupervisedPage;
  std::fflush(nullptr);  // or the child would say it again
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0) be_supervised(shared, work, end, parent);
  std::optional<SupervisedEnd> ended;
  int status = 0;
  if (child > 0) {
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    // All others come from outside, or from a limit of the caller's, and mean this process as well.
    if (WIFSIGNALED(status) && !is_crash(WTERMSIG(status))) die_of(WTERMSIG(status));
    ended = end_of(shared, status);
  }
  ::munmap(memory, sizeof(SupervisedPage));
  return ended;
}

std::string sentence_of(const SupervisedEnd& end) {
  if (end.death->work != ForeignWork::none) return sentence_of(*end.death);
  return fmt::format(
      "the program {} outside of any call of a stage: by a library that is damaged, a thread that a stage has started, "
      "or a mistake in docmill",
      end.death->deed);
}

}  // namespace docmill::host
