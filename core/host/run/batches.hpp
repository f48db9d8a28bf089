// Carries batches from the reading through the stages to the settling: read in order, worked on in parallel, committed
// in order. What is under way is bounded in bytes, not in documents.
#pragma once

#include <functional>
#include <memory>

#include "host/run/batch.hpp"
#include "host/run/stop_reason.hpp"

namespace docmill::host {

struct BatchSteps {
  std::function<bool(Batch&)> read;    // one call at a time; false at the end. The batch comes empty.
  std::function<void(Batch&)> work;    // any thread
  std::function<void(Batch&)> commit;  // one call at a time, in the order of reading
  const void* reader = nullptr;        // what read and commit share between their calls: for ThreadSanitizer
  const void* committer = nullptr;
};

// Returns when the input or the run has ended and no batch is under way. With one thread, or one batch, everything is
// done in this one.
void run_batches(const BatchSteps& steps, unsigned threads, StopReason& stop_reason);

}  // namespace docmill::host
