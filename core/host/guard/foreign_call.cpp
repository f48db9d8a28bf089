#include "host/guard/foreign_call.hpp"

#include "host/guard/last_words.hpp"

namespace docmill::host {
namespace {

// Written and read by one thread; its own signal handler reads it.
thread_local const ForeignCall* volatile in_thread = nullptr;

}  // namespace

ForeignCall::ForeignCall(ForeignWork work, std::string_view who, const std::string_view* documents,
                         std::size_t n_documents)
    : work_(work), who_(who), documents_(documents), n_documents_(n_documents) {
  use_signal_stack();
  std::atomic_signal_fence(std::memory_order_release);
  in_thread = this;
}

ForeignCall::~ForeignCall() { in_thread = nullptr; }

const ForeignCall* ForeignCall::current() { return in_thread; }

}  // namespace docmill::host
