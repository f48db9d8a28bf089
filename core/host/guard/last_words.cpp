#include "host/guard/last_words.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>

#include "host/guard/foreign_call.hpp"

namespace docmill::host {
namespace {

// Everything in here is called from signal handlers: no memory is taken, no lock, no library function but those that
// POSIX names safe.

struct Fatal {
  int number;
  const char* name;
  bool is_fault;  // of the thread that gets it
};
constexpr std::array<Fatal, 11> fatal = {{{SIGSEGV, "SIGSEGV", true},
                                          {SIGBUS, "SIGBUS", true},
                                          {SIGFPE, "SIGFPE", true},
                                          {SIGILL, "SIGILL", true},
                                          {SIGABRT, "SIGABRT", true},
                                          {SIGSYS, "SIGSYS", true},
                                          {SIGTRAP, "SIGTRAP", true},
                                          {SIGXCPU, "SIGXCPU", false},
                                          {SIGALRM, "SIGALRM", false},
                                          {SIGVTALRM, "SIGVTALRM", false},
                                          {SIGPROF, "SIGPROF", false}}};

std::array<struct sigaction, fatal.size()> actions_before;
std::atomic<pid_t> home{0};  // the process that speaks; 0: none
std::atomic<bool> has_stopped{false};
std::atomic<bool> crash_is_refusal{false};
std::atomic_flag has_spoken = ATOMIC_FLAG_INIT;
LastWordsCodes codes{3, 5};
std::array<char, 2001> way_on{};
std::terminate_handler terminate_before = std::abort;

// A sentence put together on the stack, written at once.
class Sentence {
 public:
  Sentence& operator<<(std::string_view text) {
    const std::size_t n = std::min(text.size(), buffer_.size() - size_);
    std::memcpy(buffer_.data() + size_, text.data(), n);
    size_ += n;
    return *this;
  }
  Sentence& operator<<(uint64_t n) {
    std::array<char, 20> digits{};
    std::size_t at = digits.size();
    do digits[--at] = static_cast<char>('0' + n % 10);
    while ((n /= 10) != 0);
    return *this << std::string_view(digits.data() + at, digits.size() - at);
  }
  // A name out of the input or the pipeline, in quotation marks: no control characters, not without end.
  Sentence& quote(std::string_view name) {
    *this << "'";
    for (const char c : name.substr(0, 200)) {
      const auto byte = static_cast<unsigned char>(c);
      *this << (byte < 0x20 || byte == 0x7F ? std::string_view("?") : std::string_view(&c, 1));
    }
    return *this << (name.size() > 200 ? "…'" : "'");
  }
  void say() const {
    for (std::size_t at = 0; at < size_;) {
      const ssize_t n = ::write(STDERR_FILENO, buffer_.data() + at, size_ - at);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return;
      at += static_cast<std::size_t>(n);
    }
  }

 private:
  std::array<char, 6000> buffer_;
  std::size_t size_ = 0;
};

const char* moment_of(ForeignWork work) {
  switch (work) {
    case ForeignWork::create: return "in create, before the first document";
    case ForeignWork::open: return "in open, which makes a worker";
    case ForeignWork::begin: return "in begin, before the first document";
    case ForeignWork::finish: return "in finish, after the last document";
    case ForeignWork::end: return "in end, after the last document";
    case ForeignWork::close: return "in close, when a worker is done";
    case ForeignWork::destroy: return "in destroy, when all is done";
    case ForeignWork::cut: return "in cutting a file into records";
    case ForeignWork::decode: return "in making a document of a record";
    case ForeignWork::none:
    case ForeignWork::load:
    case ForeignWork::process: break;
  }
  return "";
}

// " on document 'a'", or which of several it may have been.
void add_documents(Sentence& out, const ForeignCall& call) {
  const std::size_t n = call.n_documents();
  if (n == 0) return;
  if (n == 1) {
    (out << " on document ").quote(call.documents()[0]);
    return;
  }
  out << " on one of the " << n << " documents that it had in hand (";
  (out.quote(call.documents()[0]) << " to ").quote(call.documents()[n - 1]) << ")";
  (out << ", most likely ").quote(call.documents()[call.likeliest()]);
}

void add_way_on(Sentence& out) {
  if (way_on[0] != '\0') out << "docmill: " << std::string_view(way_on.data()) << "\n";
}

// What happened, as in "crashed (SIGSEGV)".
void say_of(const ForeignCall* call, std::string_view what) {
  Sentence out;
  out << (::isatty(STDERR_FILENO) != 0 ? "\ndocmill: " : "docmill: ");
  if (call == nullptr) {
    out << "the program " << what << " outside of any call of a stage: by a library that is damaged, a thread that "
        << "a stage has started, or a mistake in docmill\n";
  } else if (call->work() == ForeignWork::load) {
    (out << "loading ").quote(call->who()) << " " << what << "; the file may be damaged\n";
  } else {
    out << (call->work() == ForeignWork::cut || call->work() == ForeignWork::decode ? "reader " : "stage ");
    out.quote(call->who()) << " " << what;
    add_documents(out, *call);
    if (const std::string_view moment = moment_of(call->work()); !moment.empty()) out << " " << moment;
    out << "\n";
  }
  if (call == nullptr || (call->work() != ForeignWork::close && call->work() != ForeignWork::destroy)) add_way_on(out);
  out.say();
}

// Not _exit, which docmill has put its own in place of (core/cli/sudden_exit.cpp).
[[noreturn]] void end_at_once(int status) {
  for (;;) ::syscall(SYS_exit_group, status);
}

bool is_at_home() { return home.load(std::memory_order_relaxed) == ::getpid(); }

void on_fatal(int number, siginfo_t* info, void* context) {
  const int error = errno;
  std::size_t i = 0;
  while (i + 1 < fatal.size() && fatal[i].number != number) ++i;
  if (is_at_home()) {
    if (has_spoken.test_and_set()) {
      // Another thread is about to end the process.
      for (;;) ::pause();
    }
    Sentence what;
    const bool is_mine = fatal[i].is_fault;
    const ForeignCall* call = ForeignCall::current();
    if (!is_mine) {
      // Whoever set the timer, this thread need not be the one.
      what << "docmill: the program is ended by " << fatal[i].name
           << (number == SIGXCPU ? ", the limit of processor time (ulimit -t)\n"
                                 : ", of a timer that docmill has not set; a stage may have\n");
      add_way_on(what);
      what.say();
    } else {
      std::array<char, 64> text{};
      const std::string_view kind = is_stack_overflow(number, *info, context) ? "used up its stack (" : "crashed (";
      std::size_t n = kind.copy(text.data(), kind.size());
      n += std::string_view(fatal[i].name).copy(text.data() + n, 20);
      text[n++] = ')';
      say_of(call, {text.data(), n});
      if (crash_is_refusal) end_at_once(codes.while_loaded);
    }
  } else if (is_stack_overflow(number, *info, context)) {
    mark_cause(EndCause::full_stack);
  }
  // A fault happens again when the handler returns, abort() raises again; only what was sent must be sent again.
  ::sigaction(number, &actions_before[i], nullptr);
  if (info->si_code <= 0 || !fatal[i].is_fault || number == SIGTRAP || number == SIGSYS)
    ::syscall(SYS_tgkill, ::getpid(), ::syscall(SYS_gettid), number);
  errno = error;
}

void on_file_size(int) {}

int end_by(const char* what) {
  const ForeignCall* call = ForeignCall::current();
  const bool early = call != nullptr && (call->work() == ForeignWork::load || call->work() == ForeignWork::create);
  if (!has_spoken.test_and_set()) say_of(call, what);
  return early ? codes.while_loaded : codes.while_run;
}

// exit() runs this first; the outputs are left as a crash would leave them.
void on_exit() {
  if (!is_at_home() || has_stopped) return;
  ::_exit(end_by("ended the program by exit()"));
}

void on_quick_exit() {
  if (!is_at_home() || has_stopped) return;
  ::_exit(end_by("ended the program by quick_exit()"));
}

thread_local bool was_refused_memory = false;

// Behind every operator new that fails, of stages too.
void on_no_memory() {
  was_refused_memory = true;
  throw std::bad_alloc();
}

// An exception that ends in a function which may throw none (in libstdc++'s std::filesystem there are some) is often
// not there to be asked.
bool is_out_of_memory() {
  if (std::current_exception() == nullptr && std::uncaught_exceptions() > 0) return was_refused_memory;
  try {
    if (const std::exception_ptr thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
  }
  return false;
}

// An exception that nobody could catch. Where memory is gone, what tells of that may want memory itself.
[[noreturn]] void on_terminate() {
  if (is_at_home() && is_out_of_memory() && !has_spoken.test_and_set()) {
    if (const ForeignCall* call = ForeignCall::current()) {
      say_of(call, "ran out of memory");
    } else {
      Sentence out;
      out << "docmill: out of memory; lower --threads or [input] max-document\n";
      add_way_on(out);
      out.say();
    }
    ::_exit(codes.while_run);
  }
  if (!is_at_home() && is_out_of_memory()) mark_cause(EndCause::no_memory);
  terminate_before();
  std::abort();
}

// Of one thread; freed with it.
class SignalStack {
 public:
  SignalStack() {
    stack_t before{};
    if (::sigaltstack(nullptr, &before) != 0 || (before.ss_flags & SS_DISABLE) == 0) return;  // a sanitizer's
    memory_ = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory_ == MAP_FAILED) return;
    stack_t stack{};
    stack.ss_sp = memory_;
    stack.ss_size = size;
    ::sigaltstack(&stack, nullptr);
  }
  ~SignalStack() {
    if (memory_ == MAP_FAILED) return;
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
    ::munmap(memory_, size);
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  static constexpr std::size_t size = std::size_t{64} << 10;
  void* memory_ = MAP_FAILED;
};

}  // namespace

bool is_stack_overflow(int number, const siginfo_t& info, const void* context) {
#if defined(__x86_64__)
  const auto pointer = static_cast<uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RSP]);
#elif defined(__aarch64__)
  const auto pointer = static_cast<uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.sp);
#else
  return false;
#endif
  if (number != SIGSEGV || info.si_code <= 0) return false;
  const auto address = reinterpret_cast<uintptr_t>(info.si_addr);
  constexpr uintptr_t near = uintptr_t{64} << 10;  // a large frame below the pointer, a guard page above
  return address + near > pointer && address < pointer + near;
}

void forget_refused_memory() { was_refused_memory = false; }

void use_signal_stack() {
  if (home.load(std::memory_order_relaxed) == 0) return;
  thread_local const SignalStack stack;
  (void)stack;
}

void have_last_words(LastWordsCodes exit_codes) {
  codes = exit_codes;
  home = ::getpid();
  use_signal_stack();
  for (std::size_t i = 0; i < fatal.size(); ++i) {
    ::sigaction(fatal[i].number, nullptr, &actions_before[i]);
    // What the one who started docmill wants to be ignored stays so.
    if ((actions_before[i].sa_flags & SA_SIGINFO) == 0 && actions_before[i].sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_sigaction = on_fatal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(fatal[i].number, &action, nullptr);
  }
  (void)std::set_new_handler(on_no_memory);
  if (const std::terminate_handler before = std::set_terminate(on_terminate); before != nullptr)
    terminate_before = before;
  // Not ignored, which programs that stages start would inherit.
  struct sigaction action {};
  action.sa_handler = on_file_size;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGXFSZ, &action, nullptr);
  watch_exit_again();
}

void watch_exit_again() {
  if (!is_at_home()) return;
  (void)std::atexit(on_exit);
  (void)std::at_quick_exit(on_quick_exit);
}

void set_way_on(const std::string& line) {
  const std::size_t n = std::min(line.size(), way_on.size() - 1);
  line.copy(way_on.data(), n);
  way_on[n] = '\0';
}

CrashIsRefusal::CrashIsRefusal() {
#ifndef DOCMILL_SANITIZED
  crash_is_refusal = true;
#endif
}

CrashIsRefusal::~CrashIsRefusal() { crash_is_refusal = false; }

void command_has_ended() { has_stopped = true; }

int status_of_sudden_exit(int status) {
  if (!is_at_home() || has_stopped || ForeignCall::current() == nullptr) return status;
  return end_by("ended the program by _exit()");
}

}  // namespace docmill::host
