#include "host/isolation/launcher.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>

#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"
#include "host/isolation/launcher_process.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t most_workers = 1100;  // --threads has 1,024 at most

// Nanoseconds of processor time that another process has used.
uint64_t processor_time(pid_t process) {
  clockid_t clock;
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return 0;
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_nsec);
}

// A name out of memory that a worker shares: it may hold anything.
std::string name_in(const std::array<char, 200>& shared) {
  const std::string name(shared.data(), ::strnlen(shared.data(), shared.size()));
  return utf8::is_valid(name) ? name : printable(name);
}

template <class Visit>
void each_entry(const char* folder, Visit&& visit) {
  DIR* listing = ::opendir(folder);
  if (listing == nullptr) return;
  while (const dirent* entry = ::readdir(listing))
    if (entry->d_name[0] != '.') visit(entry->d_name, ::dirfd(listing));
  ::closedir(listing);
}

// Of a worker that is to be ended for what it does, or does not do: where it is. One that does not answer at once has
// no stack.
void ask_for_stack(pid_t process, const WorkerPage& page) {
  if (::kill(process, signal_for_stack) != 0) return;
  for (int i = 0; i < 100 && page.stack.n.load() == 0; ++i) ::usleep(2000);
}

// When to lose patience with a worker.
class Watch {
 public:
  Watch(const WorkerLimits& limits, pid_t process, WorkerPage& page, const std::function<bool()>& is_to_end)
      : limits_(limits), process_(process), page_(page), is_to_end_(is_to_end), used_before_(processor_time(process)) {}

  // False: end it; why() says why.
  bool look() {
    const auto now = std::chrono::steady_clock::now();
    if (is_to_end_ && is_to_end_()) {
      page_.is_to_stop = true;
      if (!asked_to_stop_) asked_at_ = now;
      asked_to_stop_ = true;
      if (now - asked_at_ > std::chrono::seconds(2)) return give_up(Exchange::End::interrupted);
    }
    if (processor_time(process_) - used_before_ > limits_.processor_seconds * 1'000'000'000)
      return give_up(Exchange::End::hung);
    const uint64_t steps = page_.mark.steps.load(std::memory_order_relaxed);
    if (steps != steps_) {
      steps_ = steps;
      last_sign_ = now;
    }
    if (now - last_sign_ > std::chrono::seconds(limits_.quiet_seconds)) return give_up(Exchange::End::quiet);
    return true;
  }
  Exchange::End why() const { return why_; }

 private:
  bool give_up(Exchange::End why) {
    why_ = why;
    return false;
  }
  const WorkerLimits& limits_;
  pid_t process_;
  WorkerPage& page_;
  const std::function<bool()>& is_to_end_;
  uint64_t used_before_;
  uint64_t steps_ = UINT64_MAX;
  std::chrono::steady_clock::time_point last_sign_ = std::chrono::steady_clock::now(), asked_at_;
  bool asked_to_stop_ = false;
  Exchange::End why_ = Exchange::End::lost;
};

}  // namespace

unsigned count_threads() {
  unsigned n = 0;
  each_entry("/proc/self/task", [&](const char*, int) { ++n; });
  return n;
}

std::set<int> open_descriptors() {
  std::set<int> found;
  each_entry("/proc/self/fd", [&](const char* name, int own) {
    const int file = std::atoi(name);
    if (file > STDERR_FILENO && file != own) found.insert(file);
  });
  return found;
}

// ---- the launcher

Result<std::unique_ptr<Launcher>> Launcher::start(Service& service, WorkerLimits limits, const std::set<int>& keep) {
  const auto trouble = [](const char* what) {
    return Status(Trouble::io, fmt::format("no worker processes can be started: {}: {}", what, std::strerror(errno)));
  };
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return trouble("socketpair");
  void* memory =
      ::mmap(nullptr, most_workers * sizeof(WorkerPage), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return trouble("mmap");
  auto* pages = static_cast<WorkerPage*>(memory);
  for (std::size_t i = 0; i < most_workers; ++i) new (pages + i) WorkerPage;
  std::fflush(nullptr);
  const uint64_t first_bytes = peak_bytes();
  const pid_t process = ::fork();
  if (process < 0) return trouble("fork");
  if (process == 0) {
    ::close(ends[0]);
    be_launcher(service, limits, keep, ends[1], pages);
  }
  ::close(ends[1]);
  return std::unique_ptr<Launcher>(new Launcher(limits, ends[0], process, pages, first_bytes));
}

Launcher::Launcher(WorkerLimits limits, int control, pid_t process, WorkerPage* pages, uint64_t first_bytes)
    : limits_(limits), control_(control), process_(process), pages_(pages), first_bytes_(first_bytes) {
  for (std::size_t i = most_workers; i-- > 0;) free_pages_.push_back(i);
}

Launcher::~Launcher() {
  ::close(control_);
  int status;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  ::munmap(pages_, most_workers * sizeof(WorkerPage));
}

std::unique_ptr<WorkerProcess> Launcher::worker() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return nullptr;
  for (const int end : ends)
    for (const int which : {SO_SNDBUF, SO_RCVBUF}) {
      const int size = 1 << 20;
      ::setsockopt(end, SOL_SOCKET, which, &size, sizeof size);
    }
  const std::lock_guard lock(mutex_);
  if (free_pages_.empty()) {
    ::close(ends[0]);
    ::close(ends[1]);
    return nullptr;
  }
  const std::size_t page = free_pages_.back();
  new (pages_ + page) WorkerPage;
  LaunchCommand command{LaunchCommand::fork_worker, static_cast<uint32_t>(page), 0};
  iovec part{&command, sizeof command};
  alignas(cmsghdr) char buffer[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = buffer;
  message.msg_controllen = sizeof buffer;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &ends[1], sizeof(int));
  LaunchAnswer answer{-1, 0, 0};
  const bool asked = ::sendmsg(control_, &message, MSG_NOSIGNAL) == sizeof command;
  ::close(ends[1]);
  ssize_t n = -1;
  if (asked) do
      n = ::recv(control_, &answer, sizeof answer, 0);
    while (n < 0 && errno == EINTR);
  if (n != sizeof answer || answer.process <= 0) {
    ::close(ends[0]);
    return nullptr;
  }
  free_pages_.pop_back();
  return std::unique_ptr<WorkerProcess>(new WorkerProcess(*this, ends[0], page, answer.process));
}

bool Launcher::reap(pid_t process, Ended& ended) {
  const std::lock_guard lock(mutex_);
  const LaunchCommand command{LaunchCommand::reap_worker, 0, process};
  LaunchAnswer answer{};
  if (::send(control_, &command, sizeof command, MSG_NOSIGNAL) != sizeof command) return false;
  ssize_t n;
  do n = ::recv(control_, &answer, sizeof answer, 0);
  while (n < 0 && errno == EINTR);
  if (n != sizeof answer || answer.process != process) return false;
  ended = {answer.status, answer.peak_bytes};
  return true;
}

void Launcher::give_back(std::size_t page) {
  const std::lock_guard lock(mutex_);
  free_pages_.push_back(page);
}

// ---- a worker

WorkerProcess::WorkerProcess(Launcher& launcher, int socket, std::size_t page, pid_t process)
    : launcher_(launcher), channel_(socket), page_(page), process_(process) {}

WorkerProcess::~WorkerProcess() {
  Launcher::Ended ended;
  if (process_ > 0) {
    // It sees the end of the channel and closes what its stages have opened; one that does not is ended.
    ::shutdown(channel_.socket(), SHUT_WR);
    FrameKind kind{};
    std::string rest;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    const auto patience = [&] { return std::chrono::steady_clock::now() < end; };
    while (channel_.receive(kind, rest, UINT64_MAX, patience) == Channel::Outcome::done) {
    }
    ::kill(-process_, SIGKILL);
    ::kill(process_, SIGKILL);
    (void)launcher_.reap(process_, ended);
  }
  launcher_.give_back(page_);
}

Exchange WorkerProcess::call(std::string_view request, const Talk& talk) {
  Exchange exchange;
  WorkerPage& page = launcher_.pages_[page_];
  ++n_calls_;
  page.is_short_of_memory = false;
  page.mark.place = ForeignPlace();  // nothing of the request before
  Watch watch(launcher_.limits_, process_, page, talk.is_to_end);
  const Channel::Patience patience = [&] { return watch.look(); };
  Channel::Outcome outcome = channel_.send(FrameKind::request, request, patience);
  FrameKind kind{};
  std::string bytes;
  while (outcome == Channel::Outcome::done) {
    outcome = channel_.receive(kind, bytes, launcher_.limits_.memory_bytes, patience);
    if (outcome != Channel::Outcome::done) break;
    if (kind == FrameKind::question) {
      outcome = channel_.send(FrameKind::answer, talk.answer ? talk.answer(bytes) : std::string(), patience);
    } else if (kind == FrameKind::remark) {
      if (talk.remark) talk.remark(bytes);
    } else {
      break;
    }
  }
  if (outcome == Channel::Outcome::done && kind == FrameKind::trouble) {
    exchange.end = Exchange::End::mistaken;
    exchange.reply = std::move(bytes);
    return exchange;
  }
  if (outcome == Channel::Outcome::done && kind == FrameKind::reply && !page.is_short_of_memory) {
    exchange.end = Exchange::End::replied;
    exchange.reply = std::move(bytes);
    return exchange;
  }
  // What it was in, before it is ended.
  const bool is_short = page.is_short_of_memory;
  exchange.work = static_cast<ForeignWork>(page.mark.work.load(std::memory_order_acquire));
  exchange.who = name_in(page.mark.who);
  exchange.document = name_in(page.mark.document);
  exchange.place = page.mark.place.load(std::memory_order_relaxed);
  exchange.cause = page.mark.cause;
  if (outcome == Channel::Outcome::given_up && watch.why() != Exchange::End::interrupted) ask_for_stack(process_, page);
  // One that is ending by itself keeps its own status.
  ::kill(process_, SIGKILL);
  ::kill(-process_, SIGKILL);
  Launcher::Ended ended;
  const bool known = launcher_.reap(process_, ended);
  process_ = -1;
  const uint64_t enough = launcher_.first_bytes_ + launcher_.limits_.memory_bytes / 10 * 9;
  if (outcome == Channel::Outcome::given_up) exchange.end = watch.why();
  else if (!known) exchange.end = Exchange::End::lost;
  else if (is_short || outcome == Channel::Outcome::too_large || ended.peak_bytes > enough)
    exchange.end = Exchange::End::memory;
  else if (WIFSIGNALED(ended.status)) exchange.end = Exchange::End::crashed;
  else exchange.end = Exchange::End::exited;
  exchange.stack = described_stack(page.stack);
  exchange.number_of_end = WIFSIGNALED(ended.status) ? WTERMSIG(ended.status) : WEXITSTATUS(ended.status);
  return exchange;
}

}  // namespace docmill::host
