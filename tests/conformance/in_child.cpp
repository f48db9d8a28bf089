#include "conformance/in_child.hpp"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <exception>
#include <stdexcept>

namespace docmill::conformance {
namespace {

struct Shared {
  char where[512];
  char wrong[1536];
};

template <std::size_t N>
void keep(char (&to)[N], std::string_view text) {
  const std::size_t n = std::min(text.size(), N - 1);
  std::memcpy(to, text.data(), n);
  to[n] = '\0';
}

class SharedReport : public ChildReport {
 public:
  explicit SharedReport(Shared& shared) : shared_(shared) {}
  void at(std::string_view where) override { keep(shared_.where, where); }
  void wrong(std::string_view what) override {
    if (shared_.wrong[0] == '\0') keep(shared_.wrong, what.empty() ? "something" : what);
  }

 private:
  Shared& shared_;
};

[[noreturn]] void be_child(Shared& shared, const std::function<void(ChildReport&)>& body) {
  // A crash is an answer here: the handlers of the test framework would only talk about it.
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) std::signal(signal, SIG_DFL);
  ::alarm(550);
  SharedReport report(shared);
  try {
    body(report);
  } catch (const std::exception& e) {
    report.wrong(e.what());
  }
  ::_exit(0);  // no leak check here: what the parent holds would be reported
}

}  // namespace

std::string run_in_child(const std::function<void(ChildReport&)>& body) {
  void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no shared memory");
  auto& shared = *static_cast<Shared*>(memory);
  const pid_t child = ::fork();
  if (child == 0) be_child(shared, body);
  int status = -1;
  if (child < 0 || ::waitpid(child, &status, 0) != child) throw std::runtime_error("fork failed");
  std::string found = shared.wrong;
  if (WIFSIGNALED(status)) found = std::string("ended by signal ") + ::strsignal(WTERMSIG(status));
  else if (WEXITSTATUS(status) != 0) found = "ended with status " + std::to_string(WEXITSTATUS(status));
  if (!found.empty()) found += std::string(" at: ") + shared.where;
  ::munmap(memory, sizeof(Shared));
  return found;
}

}  // namespace docmill::conformance
