// Batches on their way: their order, and whether threads are begun for them.
#include "host/run/batches.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace docmill::host;

namespace {

// What became of `n` batches that carry their numbers.
struct Course {
  std::vector<uint64_t> committed;
  std::atomic<bool> elsewhere{false};  // something was worked on in another thread than that of the caller

  Course(unsigned threads, uint64_t n, bool tells_end) {
    const std::thread::id here = std::this_thread::get_id();
    std::atomic<bool> stop{false};
    StopReason stop_reason(stop);
    uint64_t next = 0;
    int marks = 0;
    BatchSteps steps;
    steps.reader = &next;
    steps.committer = &marks;
    steps.read = [&](Batch& batch) {
      CHECK(!batch.is_last);
      if (next == n) return false;
      batch.number = next++;
      batch.is_last = tells_end && next == n;
      return true;
    };
    steps.work = [&](Batch& batch) {
      batch.part = batch.number * 7;
      if (std::this_thread::get_id() != here) elsewhere = true;
    };
    steps.commit = [&](Batch& batch) {
      CHECK(batch.part == batch.number * 7);
      committed.push_back(batch.number);
    };
    run_batches(steps, threads, stop_reason);
  }
};

}  // namespace

TEST_CASE("every batch is worked on once and committed in the order of reading") {
  for (const unsigned threads : {1u, 2u, 4u})
    for (const uint64_t n : {0u, 1u, 2u, 3u, 40u})
      for (const bool tells_end : {false, true}) {
        const Course course(threads, n, tells_end);
        REQUIRE(course.committed.size() == n);
        for (uint64_t i = 0; i < n; ++i) CHECK(course.committed[i] == i);
      }
}

TEST_CASE("a batch that says it is the only one is worked on in the thread of the caller") {
  for (int i = 0; i < 20; ++i) CHECK(!Course(4, 1, true).elsewhere);
}
