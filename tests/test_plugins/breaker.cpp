// Brings the process down, in one way, at one moment: for tests of what is left then. In `process` it does so for
// documents that hold the trigger word; every other document gets its text again as `echo`.
//
//   deed        what it does
//   none        nothing
//   said        in process: the one of these whose name follows the trigger word in the document ("POISON segfault")
//   fail        nothing but an exception, of which the document fails
//   segfault    writes where nothing is
//   abort       std::abort()
//   stack       calls itself until the stack is used up
//   no-memory   takes more memory than there is where nobody can catch std::bad_alloc
//   exit        std::exit(0)
//   quick-exit  std::quick_exit(0)
//   _exit       _exit(0), of which no handler hears
//   raw-exit    the system call behind _exit, which nobody can put something in place of
//   kill        SIGKILL to itself
//   alarm       a timer that ends the process
//   tired       ends its process at the fortieth document that the process has seen, whatever stands in it
//   loop        works for ever
//   sleep       waits for ever
//   balloon     takes memory for ever, and dies of it when there is none
//   socket      makes a socket
//   program     runs another program
//   file        makes the file breaker-was-here in the working folder
//   fork        forks, and lets the child return
//   keep        has a thread keep the locks of standard output, standard error and a stream of its own, and end
//   pending     leaves a blocked alarm that goes off when somebody lets it
//   stray       writes a byte into every descriptor from 3 on, then dies
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <docmill/sdk/stage.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace {

volatile int deepest = 1 << 30;

[[gnu::noinline]] int use_up_stack(int n) {
  volatile char frame[512];
  frame[0] = static_cast<char>(n);
  return n < deepest ? use_up_stack(n + 1) + frame[0] : 0;
}

volatile std::size_t more_than_there_is = std::size_t{1} << 60;

void run_out_of_memory() noexcept {
  const std::string too_much(more_than_there_is, '?');
  deepest = static_cast<int>(too_much.size());
}

void take_all_memory() {
  for (;;) {
    constexpr std::size_t block = std::size_t{16} << 20;
    void* more = std::malloc(block);
    if (more == nullptr) std::abort();
    std::memset(more, 1, block);
  }
}

int* volatile nowhere = nullptr;
std::atomic<int> n_seen{0};

void do_deed(std::string_view deed) {
  volatile bool forever = true;
  if (deed == "fail") throw std::runtime_error("cannot stand this");
  if (deed == "segfault") *nowhere = 1;
  if (deed == "abort") std::abort();
  if (deed == "stack") (void)use_up_stack(0);
  if (deed == "no-memory") run_out_of_memory();
  if (deed == "exit") std::exit(0);
  if (deed == "quick-exit") std::quick_exit(0);
  if (deed == "_exit") ::_exit(0);
  if (deed == "raw-exit") ::syscall(SYS_exit_group, 0);
  if (deed == "kill") std::raise(SIGKILL);
  if (deed == "alarm") {
    ::ualarm(1, 0);
    while (forever) ::pause();
  }
  if (deed == "loop")
    while (forever) {
    }
  if (deed == "sleep")
    while (forever) ::pause();
  if (deed == "balloon") take_all_memory();
  if (deed == "socket") (void)::socket(AF_INET, SOCK_STREAM, 0);
  if (deed == "program") (void)!std::system("true");
  if (deed == "file") (void)::open("breaker-was-here", O_WRONLY | O_CREAT, 0600);
  if (deed == "fork") (void)::fork();
  if (deed == "keep") {
    static std::FILE* const own = std::tmpfile();
    std::thread([] {
      for (std::FILE* stream : {stdout, stderr, own}) ::flockfile(stream);
    }).join();
  }
  if (deed == "pending") {
    sigset_t alarm;
    ::sigemptyset(&alarm);
    ::sigaddset(&alarm, SIGALRM);
    ::pthread_sigmask(SIG_BLOCK, &alarm, nullptr);
    std::raise(SIGALRM);
  }
  if (deed == "stray") {
    for (int file = 3; file < 64; ++file) (void)!::write(file, "?", 1);
    std::abort();
  }
}

template <uint32_t Flags>
struct Breaker {
  static constexpr docmill::Info info{Flags == docmill::pure ? "breaker" : "breaker-ordered", "1.0.0",
                                      "brings the process down", Flags};

  struct Config {
    std::string deed, moment, trigger;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::deed>("deed", "\"none\"", "what to do"),
      docmill::option<&Config::moment>("moment", "\"process\"", "when")
          .one_of("create", "open", "process", "close", "destroy"),
      docmill::option<&Config::trigger>("trigger", "\"POISON\"", "the word that a document must hold"));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"));
  static constexpr auto provided = docmill::ports(docmill::port::text("echo", "the text again"));

  struct Worker {
    explicit Worker(const Breaker& s) : stage(&s) { s.at("open"); }
    Worker(Worker&& other) noexcept : stage(other.stage) { other.stage = nullptr; }
    ~Worker() {
      if (stage != nullptr) stage->at("close");
    }
    const Breaker* stage;
  };

  explicit Breaker(Config c) : config(std::move(c)) { at("create"); }
  Breaker(Breaker&& other) noexcept : config(std::move(other.config)) { other.config.moment.clear(); }
  ~Breaker() { at("destroy"); }

  // The word behind the trigger.
  std::string_view said(std::string_view text) const {
    text.remove_prefix(std::min(text.size(), text.find(config.trigger) + config.trigger.size() + 1));
    return text.substr(0, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_-"));
  }
  void at(std::string_view moment) const {
    if (config.moment == moment) do_deed(config.deed);
  }
  void process(Worker&, docmill::Document in, docmill::Output& out) const {
    const std::string_view text = in.text(0);
    if (config.deed == "tired" && ++n_seen >= 40) ::_exit(0);
    if (text.find(config.trigger) != std::string_view::npos) {
      if (config.deed == "said") do_deed(said(text));
      else at("process");
    }
    out.text(0, text);
  }

  Config config;
};

using Pure = Breaker<docmill::pure>;
using Ordered = Breaker<docmill::ordered>;

}  // namespace

DOCMILL_STAGES(Pure, Ordered);
