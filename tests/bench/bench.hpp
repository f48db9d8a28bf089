// Shared by the benchmarks: medians, and the list of what can be measured.
#pragma once

#include <time.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace docmill::bench {

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

// Seconds that the call takes, the median of `rounds`.
template <class F>
double seconds(int rounds, F&& call) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    call();
    times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return median(times);
}

// Processor time of this thread, in seconds.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// What crossing the stage ABI costs: a call, a span, against the same work without a boundary.
void boundary();
// The program: start-up, and pipelines/articles.toml over the seeds repeated to `megabytes`, with 1 and 2 threads.
void whole(int megabytes, const std::string& pipeline);
// The sentence splitter beside ICU's: borders found in the gold, and speed.
void sentence_ends();
// Every shipped stage over the hostile patterns (those whose name holds `only`), doubled up to `largest` bytes or a
// second: the exponent by which the processor time has grown.
void growth(std::size_t largest, const std::string& only);

}  // namespace docmill::bench
