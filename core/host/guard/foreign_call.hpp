// What code of others, a plugin's, a thread is in: so that there is something to say when it brings the process down.
#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace docmill::host {

enum class ForeignWork : uint32_t {
  none,
  load,
  create,
  open,
  process,
  begin,
  finish,
  end,
  close,
  destroy,
  cut,
  decode
};

// What a process knows of its end that its status does not tell.
enum class EndCause : uint32_t { unknown, full_stack, no_memory };

// What a document is called in a ForeignMark: its number, and that of a part of it (0: it is none). Aligned as it is
// stored at once: else clang calls a library for that, which nothing links.
struct alignas(8) ForeignPlace {
  static constexpr uint32_t no_number = UINT32_MAX;
  uint32_t number = no_number, part = 0;
};

// The same in memory that another process reads, when this one is gone. Names are cut to what fits.
struct ForeignMark {
  std::atomic<uint32_t> work{0};            // ForeignWork
  std::atomic<uint64_t> steps{0};           // grows with every call and everything that a stage says of a document
  std::array<char, 200> who{}, document{};  // the document: of a call on one alone
  // The document that it is most likely at (see ForeignCall::likeliest), or was when the last call ended.
  std::atomic<ForeignPlace> place{ForeignPlace{}};
  static_assert(std::atomic<ForeignPlace>::is_always_lock_free);
  std::atomic<EndCause> cause{EndCause::unknown};
};
// From now on this process marks its calls there, too; for a process in which one thread calls stages.
void mark_foreign_calls_in(ForeignMark* mark);
// There, where there is one, why this process is about to end. May be called in a signal handler.
void mark_cause(EndCause cause);

// Stands on the stack around the call. What it points to must outlive it; none of it is copied. One at a time in a
// thread.
class ForeignCall {
 public:
  // `who`: the name of the stage, of `load` the path of the library. `documents`: the ids of those that it is called
  // on, `places` what they are called in a ForeignMark.
  explicit ForeignCall(ForeignWork work, std::string_view who, const std::string_view* documents = nullptr,
                       std::size_t n_documents = 0, const ForeignPlace* places = nullptr);
  ~ForeignCall();
  ForeignCall(const ForeignCall&) = delete;
  ForeignCall& operator=(const ForeignCall&) = delete;

  // The stage has just said something of this document of the call. [the thread of the call]
  void reached(uint32_t document);

  ForeignWork work() const { return work_; }
  std::string_view who() const { return who_; }
  const std::string_view* documents() const { return documents_; }
  std::size_t n_documents() const { return n_documents_; }
  // A stage speaks of a document when it is done with it, so it is most likely at the one behind the last of which it
  // spoke; it may be that one itself. An index; with documents only.
  std::size_t likeliest() const;

  // That of this thread; null outside of such a call. May be asked in a signal handler.
  static const ForeignCall* current();

 private:
  ForeignWork work_;
  std::string_view who_;
  const std::string_view* documents_;
  std::size_t n_documents_;
  const ForeignPlace* places_;
  pid_t process_;
  std::atomic<int64_t> last_{-1};
};

}  // namespace docmill::host
