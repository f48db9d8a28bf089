#include "warden.hpp"

#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace docmill::process {
namespace {

// Until there are none: what is killed may leave children, which become this process's. `status` is set when the
// program was among them.
void end_children(pid_t program, int& status) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/self/task/%d/children", ::getpid());
  for (;;) {
    if (std::FILE* file = std::fopen(path, "re")) {
      int child;
      while (std::fscanf(file, "%d", &child) == 1) ::kill(child, SIGKILL);
      std::fclose(file);
    }
    int one = 0;
    const pid_t ended = ::waitpid(-1, &one, 0);
    if (ended < 0 && errno == EINTR) continue;
    if (ended < 0) return;
    if (ended == program) status = one;
  }
}

// Waits for the end of the program, or for SIGTERM.
bool has_ended(pid_t program, int& status, const sigset_t& signals) {
  for (;;) {
    const int signal = ::sigwaitinfo(&signals, nullptr);
    if (signal == SIGTERM) return false;
    int one = 0;
    for (pid_t ended; (ended = ::waitpid(-1, &one, WNOHANG)) > 0;)
      if (ended == program) {
        status = one;
        return true;
      }
  }
}

[[noreturn]] void end_like(int status) {
  if (!WIFSIGNALED(status)) ::_exit(WEXITSTATUS(status));
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  std::signal(WTERMSIG(status), SIG_DFL);
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_UNBLOCK, &all, nullptr);
  ::kill(::getpid(), WTERMSIG(status));
  ::_exit(128 + WTERMSIG(status));
}

}  // namespace

void be_warden(pid_t parent, const char* folder, const std::function<void()>& start) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  std::signal(SIGCHLD, SIG_DFL);
  const pid_t warden = ::getpid(), program = ::fork();
  if (program == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != warden) ::_exit(127);
    start();
    ::_exit(127);
  }
  ::close_range(0, ~0U, 0);  // the ends of the program's streams are seen when it closes them
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGCHLD);
  int status = 127 << 8;
  // A parent that went before the kernel knew that it is to tell sends nothing.
  if (program > 0 && ::getppid() == parent) (void)has_ended(program, status, signals);
  end_children(program, status);
  if (::getppid() != parent && *folder != '\0') {
    std::error_code ignored;
    for (int tries = 0; tries < 3; ++tries) std::filesystem::remove_all(folder, ignored);  // others of docmill do, too
  }
  end_like(status);
}

}  // namespace docmill::process
