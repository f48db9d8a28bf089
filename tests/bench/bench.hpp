// Shared by the benchmarks: medians, and the list of what can be measured.
#pragma once

#include <time.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
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
// pipelines/minimal.toml and articles.toml.
std::vector<std::string> shipped_pipelines();
// How a program runs a pipeline over a folder; what it says is left out.
std::vector<std::string> run_command(const std::string& program, const std::string& pipeline,
                                     const std::filesystem::path& input, const std::filesystem::path& output,
                                     const std::vector<std::string>& flags);
// The program: its start, and pipelines over corpora of about `megabytes`, made of the seeds (see corpora.hpp): by
// stage, by threads, by size, beside memcpy, SHA-256 and zstd.
void whole(double megabytes, const std::vector<std::string>& pipelines);
// Start and pipelines of this build beside those of another one, and whether they write the same bytes. `other`: its
// program, plugins where they are in a build folder.
void against(const std::string& other, double megabytes, const std::vector<std::string>& pipelines);
// Web archives of so many pages: reading their records alone, and articles.toml over them.
void readers(std::size_t n_pages);
// The same over a web archive that is there.
void readers_of(const std::filesystem::path& archive);
// The sentence splitter beside ICU's: borders found in the gold, and speed.
void sentence_ends();
// Every shipped stage over the hostile patterns (those whose name holds `only`), doubled up to `largest` bytes or a
// second: the exponent by which the processor time has grown.
void growth(std::size_t largest, const std::string& only);

}  // namespace docmill::bench
