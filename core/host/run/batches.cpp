#include "host/run/batches.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "host/run/thread_handoff.hpp"
#include "host/support/first_memory.hpp"

namespace docmill::host {
namespace {

constexpr uint64_t bytes_in_flight = uint64_t{64} << 20;

// How much of the input is in memory at once. Reading waits while there is too much, unless nothing else is under way.
class Gate {
 public:
  void enter(uint64_t bytes) {
    std::unique_lock lock(mutex_);
    // The time is a watchdog against a scheduler that gives this run no second thread; nothing but memory hangs on it.
    room_.wait_for(lock, std::chrono::seconds(10), [&] { return inside_ == 0 || inside_ + bytes <= bytes_in_flight; });
    inside_ += bytes;
  }
  void leave(uint64_t bytes) {
    {
      const std::lock_guard lock(mutex_);
      inside_ -= bytes;
    }
    room_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  uint64_t inside_ = 0;
};

class BatchRunner {
 public:
  BatchRunner(const BatchSteps& steps, StopReason& stop_reason) : steps_(steps), stop_reason_(stop_reason) {}

  void run_here() {
    while (std::unique_ptr<Batch> batch = read()) do_here(std::move(batch));
  }

  // Threads are begun where there is work for more than one: their scheduler takes as long to begin as a few pages.
  void run_in_parallel(unsigned threads) {
    std::unique_ptr<Batch> first = read();
    if (!first) return;
    if (first->is_last) do_here(std::move(first));
    else run_in_parallel(threads, std::move(first));
  }

 private:
  void work(Batch& batch) {
    if (!batch.is_last) take_further_memory_in_large_pages();
    stop_reason_.guarded([&] { steps_.work(batch); });
  }

  void do_here(std::unique_ptr<Batch> batch) {
    work(*batch);
    stop_reason_.guarded([&] { steps_.commit(*batch); });
    batches_.give(std::move(batch));
  }

  void run_in_parallel(unsigned threads, std::unique_ptr<Batch> first) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    void* const reader = const_cast<void*>(steps_.reader);
    void* const committer = const_cast<void*>(steps_.committer);
    Gate gate;
    DOCMILL_HANDED_OVER(reader);
    tbb::parallel_pipeline(
        std::size_t{threads} * 3,
        tbb::make_filter<void, Batch*>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) -> Batch* {
          DOCMILL_TAKEN_OVER(reader);
          std::unique_ptr<Batch> batch = first ? std::move(first) : read();
          if (!batch) {
            DOCMILL_HANDED_OVER(reader);
            flow.stop();
            return nullptr;
          }
          gate.enter(batch->bytes);
          DOCMILL_HANDED_OVER(reader);
          DOCMILL_HANDED_OVER(batch.get());
          return batch.release();
        }) & tbb::make_filter<Batch*, Batch*>(tbb::filter_mode::parallel, [&](Batch* batch) {
          DOCMILL_TAKEN_OVER(batch);
          work(*batch);
          DOCMILL_HANDED_OVER(batch);
          return batch;
        }) & tbb::make_filter<Batch*, void>(tbb::filter_mode::serial_in_order, [&](Batch* handed) {
          std::unique_ptr<Batch> batch(handed);
          DOCMILL_TAKEN_OVER(handed);
          DOCMILL_TAKEN_OVER(committer);
          stop_reason_.guarded([&] { steps_.commit(*batch); });
          gate.leave(batch->bytes);
          batches_.give(std::move(batch));
          DOCMILL_HANDED_OVER(committer);  // and with it the gate and the batches, which end with this call
        }));
    DOCMILL_TAKEN_OVER(committer);
    DOCMILL_TAKEN_OVER(reader);
  }

  std::unique_ptr<Batch> read() {
    if (stop_reason_.has_stopped_or_been_interrupted()) return nullptr;
    std::unique_ptr<Batch> batch = batches_.take();
    if (!batch) batch = std::make_unique<Batch>();
    batch->clear();
    bool found = false;
    stop_reason_.guarded([&] { found = steps_.read(*batch); });
    if (found) return batch;
    batches_.give(std::move(batch));
    return nullptr;
  }

  const BatchSteps& steps_;
  StopReason& stop_reason_;
  Pool<Batch> batches_;
};

}  // namespace

void run_batches(const BatchSteps& steps, unsigned threads, StopReason& stop_reason) {
  BatchRunner runner(steps, stop_reason);
  if (threads == 1) runner.run_here();
  else runner.run_in_parallel(threads);
}

}  // namespace docmill::host
