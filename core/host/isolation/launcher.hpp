// Processes that work for docmill, so that it survives what happens in them. A launcher, forked from docmill while that
// has one thread, forks workers whenever one is needed: they begin with all that docmill had in its memory then
// (models, resources), shared until it is written to. docmill sends a request, the worker a reply; how a worker ended
// that sent none is known.
//
//     docmill ── launcher ─┬─ worker     requests and replies over a socket of each worker
//                          └─ worker
//
// When docmill ends, by whatever, the launcher ends the workers and all that they have started, and itself.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/guard/foreign_call.hpp"
#include "host/isolation/channel.hpp"
#include "host/isolation/stack_trace.hpp"

namespace docmill::host {

struct WorkerLimits {
  uint64_t processor_seconds = 60;            // for one request
  uint64_t quiet_seconds = 600;               // without a sign of life, however little it works
  uint64_t memory_bytes = uint64_t{4} << 30;  // beyond what it has from docmill; also of a reply
  bool is_sandboxed = true;                   // see sandbox.hpp
};

// Of one worker, in memory shared with it.
struct WorkerPage {
  ForeignMark mark;
  std::atomic<bool> is_short_of_memory{false};  // an allocation has failed, or nearly
  std::atomic<bool> is_to_stop{false};          // docmill wants the request to end
  StackTrace stack;                             // of its end, as far as it could write that down
};

// The worker's side of a request.
class Serving {
 public:
  Serving(Channel& channel, WorkerPage& page) : channel_(channel), page_(page) {}
  // Asks docmill and waits for the answer.
  std::string ask(std::string_view question);
  void remark(std::string_view text);
  const std::atomic<bool>& is_to_stop() const { return page_.is_to_stop; }

 private:
  Channel& channel_;
  WorkerPage& page_;
  std::mutex mutex_;  // threads of stages may speak
};

// What workers do.
class Service {
 public:
  virtual ~Service() = default;
  virtual void begin(Serving&) {}  // in a new worker
  virtual void serve(std::string_view request, std::string& reply) = 0;
  virtual void end() {}  // docmill needs the worker no longer
};

// How a request ended.
struct Exchange {
  enum class End {
    replied,
    interrupted,  // docmill is to end; the worker is gone
    crashed,      // `number_of_end` is the signal
    exited,       // `number_of_end` is the status
    hung,         // more processor time than allowed
    quiet,        // no sign of life
    memory,       // more memory than allowed, or a reply larger than that
    lost,         // the launcher is gone
    mistaken      // a mistake in docmill: `reply` says it
  };
  End end = End::lost;
  int number_of_end = 0;
  std::string reply;
  // When it did not reply: what it was in.
  ForeignWork work = ForeignWork::none;
  std::string who, document;
  ForeignPlace place;
  EndCause cause = EndCause::unknown;
  std::vector<std::string> stack;  // see described_stack()
};

class Launcher;

// A worker process, as docmill sees it. One thread at a time. Ends with the object.
class WorkerProcess {
 public:
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  struct Talk {
    std::function<std::string(std::string_view)> answer;  // to questions
    std::function<void(std::string_view)> remark;
    std::function<bool()> is_to_end;  // looked at often
  };
  // After any other end than `replied` it can only be destroyed.
  Exchange call(std::string_view request, const Talk& talk);
  bool is_fresh() const { return n_calls_ == 0; }

 private:
  friend class Launcher;
  WorkerProcess(Launcher& launcher, int socket, std::size_t page, pid_t process);
  Launcher& launcher_;
  Channel channel_;
  std::size_t page_;
  pid_t process_;
  uint64_t n_calls_ = 0;
};

class Launcher {
 public:
  // Forks it. This process must have one thread. `keep`: descriptors that stages have opened; all others but the
  // standard ones are closed there. The service lives in the launcher as a copy.
  static Result<std::unique_ptr<Launcher>> start(Service& service, WorkerLimits limits, const std::set<int>& keep);
  ~Launcher();

  // A new worker; null when none can be made (the launcher is gone, or there are too many processes). Any thread.
  std::unique_ptr<WorkerProcess> worker();
  const WorkerLimits& limits() const { return limits_; }

  // How a worker process ended, and the most memory that it used.
  struct Ended {
    int status = 0;
    uint64_t peak_bytes = 0;
  };

 private:
  friend class WorkerProcess;
  Launcher(WorkerLimits limits, int control, pid_t process, WorkerPage* pages, uint64_t first_bytes);
  bool reap(pid_t process, Ended& ended);
  void give_back(std::size_t page);

  WorkerLimits limits_;
  int control_;
  pid_t process_;
  WorkerPage* pages_;
  uint64_t first_bytes_;  // of memory, that a worker begins with
  std::mutex mutex_;      // of what follows, and of the control socket
  std::vector<std::size_t> free_pages_;
};

// Threads of this process; 0 when that cannot be told.
unsigned count_threads();
// Open descriptors of this process from 3 on.
std::set<int> open_descriptors();

}  // namespace docmill::host
