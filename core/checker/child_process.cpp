#include "checker/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>
#include <thread>

namespace docmill::checker {
namespace {

constexpr std::size_t longest_text = 600, records_size = std::size_t{64} << 10;

// Shared by parent and child. Records: kind, size of id, size of text, id, text.
struct Shared {
  char where[512];
  bool finished;
  uint32_t used;
  char records[records_size];
};

class SharedReport : public ChildReport {
 public:
  explicit SharedReport(Shared& shared) : shared_(shared) {}

  void at(std::string_view where) override {
    const std::size_t n = std::min(where.size(), sizeof shared_.where - 1);
    std::memcpy(shared_.where, where.data(), n);
    shared_.where[n] = '\0';
  }

  void add(const Record& record) override {
    const auto id = static_cast<uint16_t>(std::min(record.id.size(), longest_text));
    const auto text = static_cast<uint16_t>(std::min(record.text.size(), longest_text));
    const std::size_t size = 1 + 2 * sizeof(uint16_t) + id + text;
    if (records_size - shared_.used < size) return;
    char* to = shared_.records + shared_.used;
    *to = record.kind;
    std::memcpy(to + 1, &id, sizeof id);
    std::memcpy(to + 3, &text, sizeof text);
    std::memcpy(to + 5, record.id.data(), id);
    std::memcpy(to + 5 + id, record.text.data(), text);
    shared_.used += static_cast<uint32_t>(size);
  }

 private:
  Shared& shared_;
};

std::vector<Record> read_records(const Shared& shared) {
  std::vector<Record> records;
  for (std::size_t at = 0; at + 5 <= shared.used;) {
    uint16_t id, text;
    std::memcpy(&id, shared.records + at + 1, sizeof id);
    std::memcpy(&text, shared.records + at + 3, sizeof text);
    if (at + 5 + id + text > shared.used) break;  // a stage has written over it
    const char* bytes = shared.records + at + 5;
    records.push_back({shared.records[at], std::string(bytes, id), std::string(bytes + id, text)});
    at += 5u + id + text;
  }
  return records;
}

[[noreturn]] void be_child(Shared& shared, int output, const std::function<void(ChildReport&)>& body,
                           unsigned cpu_seconds) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setpgid(0, 0);  // so that what a stage starts can be ended with it
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU, SIGPIPE}) std::signal(signal, SIG_DFL);
  const rlimit seconds{cpu_seconds, cpu_seconds + 2}, no_core{0, 0};
  ::setrlimit(RLIMIT_CPU, &seconds);
  ::setrlimit(RLIMIT_CORE, &no_core);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(nothing, 0);
  for (const int to : {1, 2}) ::dup2(output, to);
  SharedReport report(shared);
  try {
    body(report);
    shared.finished = true;
  } catch (const std::exception& e) {
    report.add({'!', "", e.what()});
  }
  ::_exit(0);  // no leak check here: what the parent holds would be reported
}

// The status of the child, or nothing when the watchdog had to end it.
bool wait_for(pid_t child, std::chrono::seconds limit, int& status) {
  const auto end = std::chrono::steady_clock::now() + limit;
  auto pause = std::chrono::microseconds(200);
  while (true) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return true;
    if (ended < 0 && errno != EINTR) throw std::runtime_error("a child process is lost");
    if (std::chrono::steady_clock::now() > end) break;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::microseconds(5000));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return false;
}

std::string trouble_of(int status, unsigned cpu_seconds, const Shared& shared) {
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
    return fmt::format("was stopped: it used {} s of processor time", cpu_seconds);
  if (WIFSIGNALED(status))
    return fmt::format("ended by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
  if (WEXITSTATUS(status) != 0) return fmt::format("ended with exit status {}", WEXITSTATUS(status));
  return shared.finished ? "" : "ended by exit()";
}

std::string content_of(int file) {
  std::string text(static_cast<std::size_t>(std::max<off_t>(::lseek(file, 0, SEEK_END), 0)), '\0');
  const ssize_t got = ::pread(file, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

}  // namespace

ChildEnd run_in_child(const std::function<void(ChildReport&)>& body, unsigned cpu_seconds) {
  void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  const int output = ::memfd_create("output", MFD_CLOEXEC);
  if (memory == MAP_FAILED || output < 0) throw std::runtime_error("no memory to share with a child process");
  auto& shared = *static_cast<Shared*>(memory);
  std::fflush(nullptr);  // or the child would say it again
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no child process can be started");
  if (child == 0) be_child(shared, output, body, cpu_seconds);
  int status = -1;
  const std::chrono::seconds limit(std::max(60u, 5 * cpu_seconds));
  const bool ended = wait_for(child, limit, status);
  ::kill(-child, SIGKILL);  // what it has left behind
  ChildEnd end{read_records(shared), "", shared.where, content_of(output)};
  end.trouble = ended ? trouble_of(status, cpu_seconds, shared)
                      : fmt::format("was stopped: it did not end within {} s", limit.count());
  for (const Record& record : end.records)
    if (record.kind == '!' && end.trouble == "ended by exit()") end.trouble = record.text;
  ::close(output);
  ::munmap(memory, sizeof(Shared));
  return end;
}

ChildEnd run_here(const std::function<void(ChildReport&)>& body) {
  const auto shared = std::make_unique<Shared>();
  SharedReport report(*shared);
  ChildEnd end;
  try {
    body(report);
  } catch (const std::exception& e) {
    end.trouble = e.what();
  }
  end.records = read_records(*shared);
  end.where = shared->where;
  return end;
}

}  // namespace docmill::checker
