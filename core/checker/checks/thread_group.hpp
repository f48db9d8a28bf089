// Threads for checks.
#pragma once

#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace docmill::checker {

// An exception that leaves a thread would end the process; here it ends the check.
class ThreadGroup {
 public:
  void start(std::function<void()> work) {
    threads_.emplace_back([this, work = std::move(work)] {
      try {
        work();
      } catch (...) {
        const std::lock_guard lock(mutex_);
        error_ = std::current_exception();
      }
    });
  }
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    if (error_) std::rethrow_exception(error_);
  }
  ~ThreadGroup() {
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::exception_ptr error_;
};

inline void on_another_thread(const std::function<void()>& work) {
  ThreadGroup group;
  group.start(work);
  group.join();
}

}  // namespace docmill::checker
