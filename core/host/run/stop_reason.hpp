// How a run comes to its end before its input does: the first reason counts, and everybody sees that it has.
#pragma once

#include <fmt/format.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <utility>

#include "docmill/base/status.hpp"

namespace docmill::host {

class StopReason {
 public:
  // `interrupted` is set from outside (a signal).
  explicit StopReason(const std::atomic<bool>& interrupted) : interrupted_(interrupted) {}

  void stop_with(Status status) {
    const std::lock_guard lock(mutex_);
    if (status_.ok()) status_ = std::move(status);
    ended_ = true;
  }
  bool has_stopped() const { return ended_.load(std::memory_order_relaxed); }
  bool is_interrupted() const { return interrupted_.load(std::memory_order_relaxed); }
  // Ends without a reason of its own when the run was interrupted.
  bool has_stopped_or_been_interrupted() {
    if (is_interrupted()) ended_ = true;
    return has_stopped();
  }
  void end() { ended_ = true; }
  // For stages, which look at them in long loops.
  const std::atomic<bool>& flag() const { return ended_; }
  const std::atomic<bool>& interrupted() const { return interrupted_; }
  // The first reason; of those who are done.
  const Status& status() const { return status_; }

  // An exception in a step is the host's own: memory.
  template <class Step>
  void guarded(Step&& step) {
    try {
      step();
    } catch (const std::bad_alloc&) {
      stop_with({Trouble::stage, "out of memory; lower --threads or [input] max-document"});
    } catch (const std::exception& e) {
      stop_with({Trouble::stage, fmt::format("an error inside docmill: {}", e.what())});
    }
  }

 private:
  const std::atomic<bool>& interrupted_;
  std::mutex mutex_;
  Status status_;
  std::atomic<bool> ended_{false};
};

}  // namespace docmill::host
