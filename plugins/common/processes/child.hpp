// Starting and ending a child process on Linux.
//
// A child has its own process group, so that Ctrl-C reaches docmill alone, which then ends its children in order.
// Between docmill and it stands a warden (see warden.hpp), so that what a child has started ends with it, and all of
// them with docmill. Nothing but the three standard streams is inherited.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "confinement.hpp"

namespace docmill::process {

struct LaunchSettings {
  std::string executable;              // a path; relative ones count from `folder`
  std::vector<std::string> arguments;  // argv
  std::vector<std::string> environment;
  std::string folder;                              // working folder
  std::string private_folder;                      // removed when docmill is gone; empty: none
  std::shared_ptr<const Confinement> confinement;  // null: none
  int processor_seconds = 0;  // after which the kernel ends it (SIGXCPU, then SIGKILL); 0: no limit
  std::size_t memory = 0;     // bytes of address space; 0: no limit
};

// A running child, or one that has ended and was not waited for yet. Its descriptors are the near ends of its standard
// streams: not blocking, closed on exec. The destructor kills what still runs.
class Child {
 public:
  Child(pid_t pid, int in, int out, int err) : pid_(pid), in_(in), out_(out), err_(err) {}
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int in() const { return in_; }
  int out() const { return out_; }
  int err() const { return err_; }
  void close_in() { close_one(in_); }
  void close_err() { close_one(err_); }
  pid_t pid() const { return pid_; }  // of its warden

  // Waits up to `milliseconds` for its end; true when it has ended.
  bool wait(int milliseconds);
  // Kills it and all that it has started, and waits.
  void kill();
  // "with status 1", "by signal 11 (Segmentation fault)". Once it has ended.
  std::string end() const;
  // Once it has ended: the signal that ended it, or 0; and its exit status, or -1.
  int signal() const;
  int exit_status() const;

 private:
  static void close_one(int& descriptor);
  bool has_ended(int flags);
  pid_t pid_;
  int in_, out_, err_;
  std::optional<int> status_;
};

// Starts children, each from one and the same thread: the kernel kills a child when the thread that started it ends,
// and the threads of a run come and go. The thread lives from the first start to the end of the launcher.
// Any thread may call start.
class Launcher {
 public:
  Launcher() = default;
  ~Launcher();
  // Throws std::runtime_error with a sentence: the program cannot be executed.
  std::unique_ptr<Child> start(const LaunchSettings& settings);

 private:
  void work();
  std::mutex starting_;  // one start at a time
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> task_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace docmill::process
