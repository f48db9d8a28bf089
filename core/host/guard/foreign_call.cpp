#include "host/guard/foreign_call.hpp"

#include <unistd.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "host/guard/last_words.hpp"

namespace docmill::host {
namespace {

// Written and read by one thread; its own signal handler reads it.
thread_local const ForeignCall* volatile in_thread = nullptr;

ForeignMark* mark = nullptr;

void write(std::array<char, 200>& to, std::string_view text) {
  const std::size_t n = utf8::prefix(text, to.size() - 1).size();
  text.copy(to.data(), n);
  to[n] = '\0';
}

}  // namespace

ForeignCall::ForeignCall(ForeignWork work, std::string_view who, const std::string_view* documents,
                         std::size_t n_documents, const ForeignPlace* places)
    : work_(work), who_(who), documents_(documents), n_documents_(n_documents), places_(places), process_(::getpid()) {
  use_signal_stack();
  forget_refused_memory();
  if (mark != nullptr) {
    write(mark->who, who);
    write(mark->document, n_documents == 1 ? documents[0] : std::string_view());
    mark->place.store(places_ != nullptr ? places_[0] : ForeignPlace(), std::memory_order_relaxed);
    mark->steps.fetch_add(1, std::memory_order_relaxed);
    mark->work.store(static_cast<uint32_t>(work), std::memory_order_release);
  }
  std::atomic_signal_fence(std::memory_order_release);
  in_thread = this;
}

ForeignCall::~ForeignCall() {
  // A child that the stage has forked and let return would go on with the run beside this process.
  if (::getpid() != process_) ::_exit(1);
  in_thread = nullptr;
  if (mark != nullptr) mark->work.store(static_cast<uint32_t>(ForeignWork::none), std::memory_order_release);
}

void ForeignCall::reached(uint32_t document) {
  last_.store(static_cast<int64_t>(document), std::memory_order_relaxed);
  if (mark == nullptr) return;
  if (places_ != nullptr) mark->place.store(places_[likeliest()], std::memory_order_relaxed);
  mark->steps.fetch_add(1, std::memory_order_relaxed);
}

std::size_t ForeignCall::likeliest() const {
  return std::min(static_cast<std::size_t>(last_.load(std::memory_order_relaxed) + 1), n_documents_ - 1);
}

void mark_foreign_calls_in(ForeignMark* shared) { mark = shared; }

void mark_cause(EndCause cause) {
  if (mark != nullptr) mark->cause = cause;
}

const ForeignCall* ForeignCall::current() { return in_thread; }

}  // namespace docmill::host
