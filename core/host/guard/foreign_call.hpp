// What code of others, a plugin's, a thread is in: so that there is something to say when it brings the process down.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace docmill::host {

enum class ForeignWork : uint32_t { none, load, create, open, process, begin, finish, end, close, destroy };

// Stands on the stack around the call. What it points to must outlive it; none of it is copied. One at a time in a
// thread.
class ForeignCall {
 public:
  // `who`: the name of the stage, of `load` the path of the library. `documents`: the ids of those that it is called
  // on.
  explicit ForeignCall(ForeignWork work, std::string_view who, const std::string_view* documents = nullptr,
                       std::size_t n_documents = 0);
  ~ForeignCall();
  ForeignCall(const ForeignCall&) = delete;
  ForeignCall& operator=(const ForeignCall&) = delete;

  // The stage has just said something of this document of the call. [the thread of the call]
  void reached(uint32_t document) { last_.store(static_cast<int64_t>(document), std::memory_order_relaxed); }

  ForeignWork work() const { return work_; }
  std::string_view who() const { return who_; }
  const std::string_view* documents() const { return documents_; }
  std::size_t n_documents() const { return n_documents_; }
  // Index of the document of which it spoke last; -1: none yet.
  int64_t last() const { return last_.load(std::memory_order_relaxed); }

  // That of this thread; null outside of such a call. May be asked in a signal handler.
  static const ForeignCall* current();

 private:
  ForeignWork work_;
  std::string_view who_;
  const std::string_view* documents_;
  std::size_t n_documents_;
  std::atomic<int64_t> last_{-1};
};

}  // namespace docmill::host
