#include "host/isolation/trial.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>

namespace docmill::host {
namespace {

struct Shared {
  ForeignMark mark;
  std::atomic<bool> is_done{false};
};

[[noreturn]] void be_child(Shared& shared, const std::function<void()>& work, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);
  ::setpgid(0, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
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

}  // namespace

std::string signal_name(int number) {
  const char* name = ::sigabbrev_np(number);
  return name != nullptr ? std::string("SIG") + name : fmt::format("signal {}", number);
}

std::optional<TrialDeath> try_in_child(const std::function<void()>& work) {
  void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return std::nullopt;
  auto& shared = *new (memory) Shared;
  std::fflush(nullptr);  // or the child would say it again
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0) be_child(shared, work, parent);
  int status = 0;
  std::optional<TrialDeath> death;
  if (child > 0) {
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    ::kill(-child, SIGKILL);  // what it has left behind
    if (!shared.is_done) {
      shared.mark.who.back() = '\0';
      death = {static_cast<ForeignWork>(shared.mark.work.load()), shared.mark.who.data(),
               WIFSIGNALED(status) ? fmt::format("crashed ({})", signal_name(WTERMSIG(status)))
                                   : fmt::format("ended the process by exit({})", WEXITSTATUS(status))};
    }
  }
  ::munmap(memory, sizeof(Shared));
  return death;
}

std::string sentence_of(const TrialDeath& death) {
  if (death.work == ForeignWork::load)
    return fmt::format("loading '{}' {}; the file may be damaged", death.who, death.deed);
  if (death.work == ForeignWork::create) return fmt::format("stage '{}' {} in create", death.who, death.deed);
  return fmt::format("loading the stages {}", death.deed);
}

}  // namespace docmill::host
