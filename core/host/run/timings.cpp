#include "host/run/timings.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <thread>

#include "host/run/manifest_writer.hpp"
#include "host/support/working_folder.hpp"

namespace docmill::host {

using namespace manifest;

// How the run was asked for, with the paths of this machine: `verify --rerun` asks for it once more.
void write_origin(Writer& w, const PreparedPipeline& prepared, std::optional<uint64_t> limit) {
  const auto path = [&](const std::filesystem::path& p) { string(w, anchored(p).lexically_normal().string()); };
  w.StartObject();
  w.Key("pipeline");
  path(prepared.request.path);
  w.Key("set");
  w.StartArray();
  for (const Override& o : prepared.request.overrides) string(w, o.text);
  w.EndArray();
  w.Key("input");
  w.StartArray();
  for (const std::string& input : prepared.request.inputs) path(input);
  w.EndArray();
  w.Key("limit");
  if (limit) w.Uint64(*limit);
  else w.Null();
  w.Key("plugin_folders");
  w.StartArray();
  for (const SearchFolder& folder : prepared.search.folders) path(folder.path);
  w.EndArray();
  w.EndObject();
}

std::string timings_json(const PreparedPipeline& prepared, const RunSummary& summary) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::array<char, 32> now{};
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  std::strftime(now.data(), now.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);

  w.StartObject();
  member(w, "finished", now.data());
  member(w, "host", host.data());
  w.Key("origin");
  write_origin(w, prepared, summary.limit);
  member(w, "processors", std::thread::hardware_concurrency());
  member(w, "threads", summary.threads);
  w.Key("seconds");
  number(w, summary.seconds);
  member(w, "bytes_read", summary.bytes_read);
  member(w, "resumed_documents", summary.resumed);
  member(w, "kept_documents", summary.taken_over);
  member(w, "output_folders_not_read", static_cast<uint64_t>(summary.outputs.size()));
  member(w, "peak_memory_bytes", static_cast<uint64_t>(usage.ru_maxrss) * 1024);
  const double elapsed = std::max(summary.seconds, 1e-9);
  w.Key("megabytes_per_second");
  number(w, static_cast<double>(summary.bytes_read) / 1e6 / elapsed);
  w.Key("documents_per_second");
  number(w, static_cast<double>(summary.counts.documents) / elapsed);
  w.Key("stages");
  w.StartArray();
  for (std::size_t i = 0; i < summary.worked.size(); ++i) {
    w.StartObject();
    member(w, "name", prepared.plan.stages[i].name());
    member(w, "documents", summary.worked[i].documents);
    w.Key("seconds");
    number(w, static_cast<double>(summary.worked[i].nanoseconds) / 1e9);
    member(w, "recalled", summary.worked[i].recalled);
    member(w, "retried_batches", summary.worked[i].retried_batches);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return finished(buffer);
}

}  // namespace docmill::host
