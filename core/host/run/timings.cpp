#include "host/run/timings.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <thread>

#include "docmill/base/json_writer.hpp"
#include "host/run/used_pipeline.hpp"

namespace docmill::host {

std::string timings_json(const PreparedPipeline& prepared, const RunSummary& summary) {
  std::string out;
  JsonWriter w(out, 1);
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::array<char, 32> now{};
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  std::strftime(now.data(), now.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);

  w.object();
  w.member("finished", now.data());
  w.member("host", host.data());
  w.key("origin");
  write_origin(w, origin_of(prepared, summary.limit));
  w.member("processors", std::thread::hardware_concurrency());
  w.member("threads", summary.threads);
  w.member("seconds", summary.seconds);
  w.member("bytes_read", summary.bytes_read);
  w.member("resumed_documents", summary.resumed);
  w.member("kept_documents", summary.taken_over);
  w.member("output_folders_not_read", static_cast<uint64_t>(summary.outputs.size()));
  w.member("peak_memory_bytes", static_cast<uint64_t>(usage.ru_maxrss) * 1024);
  const double elapsed = std::max(summary.seconds, 1e-9);
  w.member("megabytes_per_second", static_cast<double>(summary.bytes_read) / 1e6 / elapsed);
  w.member("documents_per_second", static_cast<double>(summary.counts.documents) / elapsed);
  if (!prepared.readers.empty()) {
    w.key("passed_over").array();
    for (const auto& [what, n] : summary.passed_over)
      w.object().member("reader", what.first).member("code", what.second).member("records", n).end();
    w.end();
  }
  w.key("stages").array();
  for (std::size_t i = 0; i < summary.worked.size(); ++i) {
    w.object();
    w.member("name", prepared.plan.stages[i].name());
    w.member("documents", summary.worked[i].documents);
    w.member("seconds", static_cast<double>(summary.worked[i].nanoseconds) / 1e9);
    w.member("recalled", summary.worked[i].recalled);
    w.member("replayed", prepared.replays[i] != nullptr);
    w.member("retried_batches", summary.worked[i].retried_batches);
    w.end();
  }
  w.end();
  w.end();
  return out + "\n";
}

}  // namespace docmill::host
