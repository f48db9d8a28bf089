#include "host/run/run_timings.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <thread>

#include "host/run/used_pipeline.hpp"

namespace docmill::host {
namespace {

std::string name_of_machine() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return host.data();
}

std::string time_now() {
  std::array<char, 32> now{};
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  std::strftime(now.data(), now.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return now.data();
}

uint64_t peak_memory() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

Timings timings_of(const PreparedPipeline& prepared, const RunSummary& summary) {
  Timings t;
  t.finished = time_now();
  t.host = name_of_machine();
  t.origin = origin_of(prepared, summary.limit);
  t.processors = std::thread::hardware_concurrency();
  t.threads = summary.threads;
  t.seconds = summary.seconds;
  t.bytes_read = summary.bytes_read;
  t.resumed_documents = summary.resumed;
  t.kept_documents = summary.taken_over;
  t.output_folders_not_read = summary.outputs.size();
  t.peak_memory_bytes = peak_memory();
  const double elapsed = std::max(summary.seconds, 1e-9);
  t.megabytes_per_second = static_cast<double>(summary.bytes_read) / 1e6 / elapsed;
  t.documents_per_second = static_cast<double>(summary.counts.documents) / elapsed;
  if (!prepared.readers.empty()) t.passed_over.emplace();
  if (t.passed_over)
    for (const auto& [what, n] : summary.passed_over) t.passed_over->push_back({what.first, what.second, n});
  for (std::size_t i = 0; i < summary.worked.size(); ++i) {
    const StageCounts& worked = summary.worked[i];
    t.stages.push_back({prepared.plan.stages[i].name(), worked.documents, static_cast<double>(worked.nanoseconds) / 1e9,
                        worked.recalled, prepared.replays[i] != nullptr, worked.retried_batches});
  }
  return t;
}

}  // namespace docmill::host
