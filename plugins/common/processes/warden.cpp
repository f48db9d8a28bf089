#include "warden.hpp"

#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace docmill::process {
namespace {

constexpr int parent_ends = SIGTERM;  // from the kernel, when the parent ends

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

enum class End { of_program, wanted, of_parent };

End wait_for_end(pid_t program, int& status, const sigset_t& signals) {
  for (;;) {
    const int signal = ::sigwaitinfo(&signals, nullptr);
    if (signal == end_wanted) return End::wanted;
    if (signal == parent_ends) return End::of_parent;
    int one = 0;
    for (pid_t ended; (ended = ::waitpid(-1, &one, WNOHANG)) > 0;)
      if (ended == program) {
        status = one;
        return End::of_program;
      }
  }
}

// Is the process on its way out, its descriptors closed before its children hear of it? By the flags of the kernel
// (PF_EXITING; proc(5), stat).
bool is_ending(pid_t process) {
  char path[64], text[512];
  std::snprintf(path, sizeof path, "/proc/%d/stat", process);
  std::FILE* const file = std::fopen(path, "re");
  if (file == nullptr) return true;
  text[std::fread(text, 1, sizeof text - 1, file)] = '\0';
  std::fclose(file);
  const char* const behind_name = std::strrchr(text, ')');
  unsigned flags = 0;
  constexpr unsigned exiting = 4;
  return behind_name != nullptr && std::sscanf(behind_name + 1, " %*c %*d %*d %*d %*d %*d %u", &flags) == 1 &&
         (flags & exiting) != 0;
}

// Of a parent that ends the kernel tells when the thread that made this process does; others may take a moment longer.
bool is_gone(pid_t parent, End end) {
  constexpr int patience = 10'000;  // milliseconds
  for (int waited = 0; waited < patience && ::getppid() == parent; ++waited) {
    if (end == End::wanted || (end == End::of_program && !is_ending(parent))) return false;
    ::poll(nullptr, 0, 1);
  }
  return ::getppid() != parent;
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
  ::prctl(PR_SET_PDEATHSIG, parent_ends);
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
  for (const int signal : {end_wanted, parent_ends, SIGCHLD}) ::sigaddset(&signals, signal);
  int status = 127 << 8;
  End end = End::of_program;
  // A parent that went before the kernel knew that it is to tell sends nothing.
  if (program > 0 && ::getppid() == parent) end = wait_for_end(program, status, signals);
  end_children(program, status);
  if (*folder != '\0' && is_gone(parent, end)) {
    std::error_code ignored;
    for (int tries = 0; tries < 3; ++tries) std::filesystem::remove_all(folder, ignored);  // others of docmill do, too
  }
  end_like(status);
}

}  // namespace docmill::process
