#include "host/isolation/trial.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <utility>

#include "host/isolation/launcher.hpp"

namespace docmill::host {
namespace {

struct Shared {
  ForeignMark mark;
  std::atomic<bool> is_done{false};
};

// A trial may try something in a child of its own.
constexpr std::size_t deepest = 4;
std::size_t depth = 0;

// Memory shared with the child, null where there is none. It stays mapped, so that a library that is loaded behind the
// trial lies where it lay in the child: what reads beyond its borders finds the same there.
Shared* shared_memory() {
  static void* const pages =
      ::mmap(nullptr, deepest * sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED || depth == deepest) return nullptr;
  return new (static_cast<Shared*>(pages) + depth) Shared;
}

[[noreturn]] void be_child(Shared& shared, const std::function<void()>& work, pid_t parent, TrialLimits limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);
  ++depth;
  ::setpgid(0, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  if (limits.processor_seconds != 0) {
    std::signal(SIGXCPU, SIG_DFL);
    const rlimit time{limits.processor_seconds, limits.processor_seconds + 1};
    ::setrlimit(RLIMIT_CPU, &time);
  }
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int to : {0, 1, 2}) ::dup2(nothing, to);
  mark_foreign_calls_in(&shared.mark);
  try {
    work();
  } catch (const std::exception&) {  // it will happen again, and be said, where the work is done for good
  }
  shared.is_done = true;
  ::_exit(0);
}

// False when it has not ended in time.
bool wait_for_end(pid_t child, unsigned seconds) {
  const int end = seconds == 0 ? -1 : static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  if (end < 0) return true;  // waitpid() waits
  pollfd file{end, POLLIN, 0};
  const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  int n = 0;
  do {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(last - std::chrono::steady_clock::now());
    n = left.count() <= 0 ? 0 : ::poll(&file, 1, static_cast<int>(left.count()));
  } while (n < 0 && errno == EINTR);
  ::close(end);
  return n != 0;
}

std::exception_ptr exception_of(const std::function<void()>& work) {
  try {
    if (work) work();
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

// SIGXCPU can be ignored; a second later it is SIGKILL, which may have come for other reasons before.
bool is_of_processor_time(int status, const rusage& used, TrialLimits limits) {
  if (limits.processor_seconds == 0 || !WIFSIGNALED(status)) return false;
  const auto seconds = static_cast<unsigned>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
  return WTERMSIG(status) == SIGXCPU || (WTERMSIG(status) == SIGKILL && seconds >= limits.processor_seconds);
}

}  // namespace

std::string signal_name(int number) {
  const char* name = ::sigabbrev_np(number);
  return name != nullptr ? std::string("SIG") + name : fmt::format("signal {}", number);
}

bool is_crash(int signal) {
  return signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL || signal == SIGABRT ||
         signal == SIGSYS || signal == SIGTRAP;
}

std::string deed_of_signal(int number, EndCause cause) {
  const std::string name = signal_name(number);
  if (cause == EndCause::full_stack) return fmt::format("used up its stack ({})", name);
  if (cause == EndCause::no_memory) return fmt::format("ran out of memory ({})", name);
  switch (number) {
    case SIGKILL: return "was killed (SIGKILL, also sent by a system that has no memory left)";
    case SIGXCPU: return "used up its processor time (SIGXCPU, the limit of ulimit -t)";
    case SIGALRM:
    case SIGVTALRM:
    case SIGPROF: return fmt::format("was ended by a timer ({})", name);
    default: return fmt::format("{} ({})", is_crash(number) ? "crashed" : "was ended by a signal", name);
  }
}

std::string deed_of(int status, EndCause cause) {
  if (WIFEXITED(status)) return fmt::format("ended the process by exit({})", WEXITSTATUS(status));
  return deed_of_signal(WTERMSIG(status), cause);
}

Trial try_in_child(const std::function<void()>& work, TrialLimits limits, const std::function<void()>& meanwhile) {
  if (count_threads() > 1) return {};  // locks of the others would be held in the child for ever
  Shared* const memory = shared_memory();
  if (memory == nullptr) return {};
  Shared& shared = *memory;
  std::fflush(nullptr);  // or the child would say it again
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0) be_child(shared, work, parent, limits);
  if (child < 0) return {};
  const std::exception_ptr thrown = exception_of(meanwhile);
  int status = 0;
  rusage used{};
  const bool in_time = wait_for_end(child, limits.seconds);
  if (!in_time) ::kill(child, SIGKILL);
  while (::wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
  }
  ::kill(-child, SIGKILL);  // what it has left behind
  if (thrown) std::rethrow_exception(thrown);
  if (shared.is_done) return {true, std::nullopt};
  shared.mark.who.back() = '\0';
  TrialDeath death{static_cast<ForeignWork>(shared.mark.work.load()), shared.mark.who.data(),
                   deed_of(status, shared.mark.cause)};
  if (!in_time) death.deed = fmt::format("did not come to an end within {} s", limits.seconds);
  else if (is_of_processor_time(status, used, limits))
    death.deed = fmt::format("used more than {} s of processor time", limits.processor_seconds);
  return {true, std::move(death)};
}

std::string sentence_of(const TrialDeath& death) {
  if (death.work == ForeignWork::load)
    return fmt::format("loading '{}' {}; the file may be damaged", death.who, death.deed);
  if (death.work == ForeignWork::create) return fmt::format("stage '{}' {} in create", death.who, death.deed);
  if (death.work == ForeignWork::destroy)
    return fmt::format("stage '{}' {} in destroy, when all is done", death.who, death.deed);
  return fmt::format("loading the stages {}", death.deed);
}

}  // namespace docmill::host
