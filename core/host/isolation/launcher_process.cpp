#include "host/isolation/launcher_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <map>
#include <new>
#include <set>

#include "docmill/base/sanitizers.hpp"
#include "host/guard/last_words.hpp"
#include "host/isolation/sandbox.hpp"

namespace docmill::host {
namespace {

WorkerPage* own_page = nullptr;

// Behind every operator new that fails, of stages too.
void on_no_memory() {
  if (own_page != nullptr) own_page->is_short_of_memory = true;
  throw std::bad_alloc();
}

// Bytes of data of this process, as RLIMIT_DATA counts them.
uint64_t data_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  unsigned long size = 0, resident = 0, shared = 0, text = 0, lib = 0, data = 0;
  const int n = std::fscanf(file, "%lu %lu %lu %lu %lu %lu", &size, &resident, &shared, &text, &lib, &data);
  std::fclose(file);
  return n == 6 ? data * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

void write_file(const char* path, const char* text) {
  const int file = ::open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  (void)!::write(file, text, std::strlen(text));
  ::close(file);
}

void set_limits(const WorkerLimits& limits) {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  write_file("/proc/self/oom_score_adj", "1000");  // before docmill itself
  if (is_sanitized) return;                        // shadow memory counts as data
  const uint64_t data = data_bytes() + limits.memory_bytes;
  const rlimit memory{data, data};
  ::setrlimit(RLIMIT_DATA, &memory);
}

// A program in C dies of an allocation that failed: of the pointer that it did not look at, or by abort(). The error
// number of its thread still tells.
extern "C" void on_death(int signal, siginfo_t* info, void* context) {
  if (is_stack_overflow(signal, *info, context)) mark_cause(EndCause::full_stack);
  else if (errno == ENOMEM && own_page != nullptr) own_page->is_short_of_memory = true;
  std::signal(signal, SIG_DFL);  // also for what happens here
  if (own_page != nullptr) record_stack(own_page->stack);
  std::raise(signal);
}

extern "C" void on_question_for_stack(int) {
  if (own_page != nullptr) record_stack(own_page->stack);
}

void set_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) std::signal(signal, SIG_IGN);
  if (is_sanitized) return;
  struct sigaction action {};
  action.sa_sigaction = on_death;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  ::sigemptyset(&action.sa_mask);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP}) ::sigaction(signal, &action, nullptr);
  action.sa_handler = on_question_for_stack;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  ::sigaction(signal_for_stack, &action, nullptr);
}

// A worker: one request after the other until docmill closes the channel.
[[noreturn]] void be_worker(Service& service, const WorkerLimits& limits, int socket, WorkerPage& page,
                            pid_t launcher) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != launcher) ::_exit(0);
  ::setpgid(0, 0);
  own_page = &page;
  mark_foreign_calls_in(&page.mark);
  std::set_new_handler(on_no_memory);
  set_limits(limits);
  if (limits.is_sandboxed && !is_sanitized) enter_sandbox();
  Channel channel(socket);
  Serving serving(channel, page);
  const uint64_t enough = peak_bytes() + limits.memory_bytes / 10 * 9;
  const pid_t self = ::getpid();
  try {
    service.begin(serving);
    std::string request, reply;
    FrameKind kind{};
    while (channel.receive(kind, request, UINT64_MAX) == Channel::Outcome::done) {
      reply.clear();
      try {
        service.serve(request, reply);
      } catch (const std::bad_alloc&) {
        page.is_short_of_memory = true;
      }
      if (::getpid() != self) ::_exit(1);  // a child that a stage has forked
      if (peak_bytes() > enough) page.is_short_of_memory = true;
      if (channel.send(FrameKind::reply, reply) != Channel::Outcome::done) break;
    }
    service.end();
  } catch (const std::exception& e) {
    (void)channel.send(FrameKind::trouble, e.what());
  }
  ::_exit(0);
}

int take_socket(int control, LaunchCommand& command, bool& is_open) {
  iovec part{&command, sizeof command};
  alignas(cmsghdr) char buffer[CMSG_SPACE(sizeof(int))];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = buffer;
  message.msg_controllen = sizeof buffer;
  ssize_t n;
  do n = ::recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  is_open = n == sizeof command;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  int socket = -1;
  if (is_open && header != nullptr && header->cmsg_type == SCM_RIGHTS)
    std::memcpy(&socket, CMSG_DATA(header), sizeof socket);
  return socket;
}

// The direct children of this process, orphans of workers among them: it is their subreaper.
std::set<pid_t> children() {
  std::set<pid_t> found;
  char path[64];
  std::snprintf(path, sizeof path, "/proc/self/task/%d/children", ::getpid());
  std::FILE* file = std::fopen(path, "re");
  if (file == nullptr) return found;
  int process;
  while (std::fscanf(file, "%d", &process) == 1) found.insert(process);
  std::fclose(file);
  return found;
}

// Ends what workers have left behind, which may itself leave something. Who hears SIGTERM may clear up (the wardens of
// programs do) within half a second.
void end_children_but(const std::set<pid_t>& workers) {
  constexpr int patient_rounds = 250, most_rounds = 2000;
  for (int round = 0; round < most_rounds; ++round) {
    const bool is_patient = round < patient_rounds;
    bool any = false;
    for (const pid_t child : children()) {
      if (workers.contains(child)) continue;
      any = true;
      ::kill(child, is_patient ? SIGTERM : SIGKILL);
      int status;
      ::waitpid(child, &status, is_patient ? WNOHANG : 0);
    }
    if (!any) return;
    if (is_patient) ::usleep(2000);
  }
}

}  // namespace

uint64_t peak_bytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

std::string Serving::ask(std::string_view question) {
  const std::lock_guard lock(mutex_);
  FrameKind kind{};
  std::string answer;
  if (channel_.send(FrameKind::question, question) != Channel::Outcome::done ||
      channel_.receive(kind, answer, UINT64_MAX) != Channel::Outcome::done || kind != FrameKind::answer)
    ::_exit(0);  // docmill is gone
  return answer;
}

void Serving::remark(std::string_view text) {
  const std::lock_guard lock(mutex_);
  (void)channel_.send(FrameKind::remark, text);
}

void be_launcher(Service& service, const WorkerLimits& limits, const std::set<int>& keep, int control,
                 WorkerPage* pages) {
  set_signals();
  prepare_stack_traces();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  for (const int file : open_descriptors())
    if (file != control && !keep.contains(file)) ::close(file);
  if (const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC); nothing > 0) {
    ::dup2(nothing, STDIN_FILENO);
    ::close(nothing);
  }
  const pid_t self = ::getpid();
  std::set<pid_t> workers;
  LaunchCommand command{};
  for (bool is_open = true;;) {
    const int socket = take_socket(control, command, is_open);
    if (!is_open) break;
    LaunchAnswer answer{};
    if (command.kind == LaunchCommand::fork_worker) {
      const pid_t worker = ::fork();
      if (worker == 0) {
        ::close(control);
        be_worker(service, limits, socket, pages[command.page], self);
      }
      if (worker > 0) workers.insert(worker);
      answer.process = worker;
      if (socket >= 0) ::close(socket);
    } else {
      // docmill has killed it or seen its end, so this does not wait.
      struct rusage usage {};
      pid_t ended;
      do ended = ::wait4(command.process, &answer.status, 0, &usage);
      while (ended < 0 && errno == EINTR);
      answer.process = ended;
      answer.peak_bytes = static_cast<uint64_t>(usage.ru_maxrss) * 1024;
      workers.erase(command.process);
      end_children_but(workers);
    }
    if (::send(control, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer) break;
  }
  for (const pid_t worker : workers) ::kill(worker, SIGKILL);
  end_children_but({});
  ::_exit(0);
}

}  // namespace docmill::host
