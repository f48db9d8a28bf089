#include "child.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "warden.hpp"

namespace docmill::process {
namespace {

std::string words_for(int error) { return std::generic_category().message(error); }

// A pipe whose ends close themselves.
struct Pipe {
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe to the program: " + words_for(errno));
  }
  ~Pipe() {
    for (const int end : ends)
      if (end >= 0) close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int take(std::size_t i) { return std::exchange(ends[i], -1); }
  void drop(std::size_t i) { close(take(i)); }
  std::array<int, 2> ends{-1, -1};
};

void unblock(int descriptor) { fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK); }

std::vector<char*> pointers_to(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (const std::string& s : strings) pointers.push_back(const_cast<char*>(s.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// What the child does between fork and exec: nothing that could wait for a lock of another thread, so no allocation.
struct Beginning {
  const char *executable, *folder;
  char* const* arguments;
  char* const* environment;
  int in, out, err, report;
  const Confinement* confinement;
  int processor_seconds;
  std::size_t memory;

  [[noreturn]] void run() const {
    setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) give_up();
    // Descriptors that docmill or a library left open for exec.
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    if (chdir(folder) != 0) give_up();
    if (confinement != nullptr) confinement->enter();
    if (processor_seconds != 0) {
      limit(RLIMIT_CPU, static_cast<rlim_t>(processor_seconds), 1);
      limit(RLIMIT_CORE, 0, 0);
    }
    if (memory != 0) limit(RLIMIT_AS, memory, 0);
    // ETXTBSY: another fork, for a moment, still holds the descriptor through which the file was written.
    for (int tries = 0; tries < 200; ++tries) {
      execve(executable, arguments, environment);
      if (errno != ETXTBSY) break;
      poll(nullptr, 0, 5);
    }
    give_up();
  }
  // A limit that is narrower already stays. `more`: between the warning and the end.
  void limit(__rlimit_resource resource, rlim_t value, rlim_t more) const {
    rlimit now{};
    if (getrlimit(resource, &now) != 0) give_up();
    const rlimit wanted{std::min(value, now.rlim_max), std::min(value + more, now.rlim_max)};
    if (setrlimit(resource, &wanted) != 0) give_up();
  }
  [[noreturn]] void give_up() const {
    const int error = errno;
    [[maybe_unused]] const ssize_t n = write(report, &error, sizeof error);
    _exit(127);
  }
};

// The error of the child before exec, or 0: the report closes on exec.
int read_report(int report) {
  int error = 0;
  ssize_t n;
  do n = read(report, &error, sizeof error);
  while (n < 0 && errno == EINTR);
  return n == sizeof error ? error : 0;
}

std::unique_ptr<Child> start_here(const LaunchSettings& settings) {
  Pipe in, out, err, report;
  const std::vector<char*> arguments = pointers_to(settings.arguments);
  const std::vector<char*> environment = pointers_to(settings.environment);
  const Beginning beginning{settings.executable.c_str(),
                            settings.folder.c_str(),
                            arguments.data(),
                            environment.data(),
                            in.ends[0],
                            out.ends[1],
                            err.ends[1],
                            report.ends[1],
                            settings.confinement.get(),
                            settings.processor_seconds,
                            settings.memory};
  const std::function<void()> start = [&beginning] { beginning.run(); };
  const pid_t self = getpid();
  // No signal may find a handler of docmill in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = fork();
  if (pid == 0) be_warden(self, settings.private_folder.c_str(), start);
  const int fork_error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) throw std::runtime_error("no process for the program: " + words_for(fork_error));
  report.drop(1);
  if (const int error = read_report(report.ends[0]); error != 0) {
    waitpid(pid, nullptr, 0);
    throw std::runtime_error("'" + settings.executable + "' cannot be executed: " + words_for(error));
  }
  for (const int end : {in.ends[1], out.ends[0], err.ends[0]}) unblock(end);
  return std::make_unique<Child>(pid, in.take(1), out.take(0), err.take(0));
}

}  // namespace

void Child::close_one(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

Child::~Child() {
  kill();
  for (int* descriptor : {&in_, &out_, &err_}) close_one(*descriptor);
}

bool Child::has_ended(int flags) {
  if (status_) return true;
  siginfo_t info{};
  int got;
  do got = waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT | flags);
  while (got < 0 && errno == EINTR);
  if (got == 0 && info.si_pid == 0) return false;
  int status = 0;
  pid_t pid;
  do pid = waitpid(pid_, &status, 0);
  while (pid < 0 && errno == EINTR);
  status_ = pid == pid_ ? status : -1;  // -1: somebody else has waited for it
  return true;
}

bool Child::wait(int milliseconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  for (int pause = 1; !has_ended(WNOHANG); pause = std::min(pause * 2, 20)) {
    if (std::chrono::steady_clock::now() >= until) return false;
    poll(nullptr, 0, pause);
  }
  return true;
}

void Child::kill() {
  if (status_) return;
  ::kill(pid_, end_wanted);  // the warden ends all of them
  constexpr int patience = 10'000;
  if (wait(patience)) return;
  ::kill(pid_, SIGKILL);
  has_ended(0);
}

std::string Child::end() const {
  if (!status_ || *status_ == -1) return "in an unknown way";
  if (WIFSIGNALED(*status_)) {
    const char* name = strsignal(WTERMSIG(*status_));
    return "by signal " + std::to_string(WTERMSIG(*status_)) + " (" + (name != nullptr ? name : "unknown") + ")";
  }
  return "with status " + std::to_string(WEXITSTATUS(*status_));
}

int Child::signal() const { return status_ && *status_ != -1 && WIFSIGNALED(*status_) ? WTERMSIG(*status_) : 0; }

int Child::exit_status() const { return status_ && *status_ != -1 && WIFEXITED(*status_) ? WEXITSTATUS(*status_) : -1; }

Launcher::~Launcher() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Launcher::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || task_; });
    if (ending_) return;
    task_();
    task_ = nullptr;
    changed_.notify_all();
  }
}

std::unique_ptr<Child> Launcher::start(const LaunchSettings& settings) {
  const std::lock_guard one(starting_);
  if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  std::unique_ptr<Child> child;
  std::exception_ptr trouble;
  std::unique_lock lock(mutex_);
  task_ = [&] {
    try {
      child = start_here(settings);
    } catch (...) {
      trouble = std::current_exception();
    }
  };
  changed_.notify_all();
  changed_.wait(lock, [&] { return !task_; });
  if (trouble) std::rethrow_exception(trouble);
  return child;
}

}  // namespace docmill::process
