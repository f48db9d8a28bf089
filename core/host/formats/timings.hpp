// timings.json: what varies between two runs of the same. When, where, how fast; what was taken over from earlier runs.
// It is no result: it may be gone, and may be of an older docmill. The one place that knows what it looks like.
//
//   {"finished":TIME,"host":TEXT,"origin":ORIGIN,"processors":N,"threads":N,"seconds":X,"bytes_read":N,
//    "resumed_documents":N,"kept_documents":N,"output_folders_not_read":N,"peak_memory_bytes":N,
//    "megabytes_per_second":X,"documents_per_second":X,"passed_over":[{"reader":TEXT,"code":TEXT,"records":N},..],
//    "stages":[{"name":TEXT,"documents":N,"seconds":X,"recalled":N,"replayed":BOOL,"retried_batches":N},..]}
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/formats/run_origin.hpp"

namespace docmill::host {

struct StageTimings {
  std::string name;
  uint64_t documents = 0;        // that came to it
  double seconds = 0;            // of all threads
  uint64_t recalled = 0;         // documents of which the answer was known
  bool replayed = false;         // and that by a record, not by the cache
  uint64_t retried_batches = 0;  // a document at a time
};

// Records that a reader has passed over, by the code it gave.
struct PassedOverRecords {
  std::string reader, code;
  uint64_t records = 0;
};

struct Timings {
  std::string finished;  // UTC: "2026-01-02T03:04:05Z"
  std::string host;
  RunOrigin origin;
  uint64_t processors = 0, threads = 0;
  double seconds = 0;
  uint64_t bytes_read = 0;               // of the input, as it lies on the disk
  uint64_t resumed_documents = 0;        // that a killed run had done
  uint64_t kept_documents = 0;           // whose results are those of the run before
  uint64_t output_folders_not_read = 0;  // in the input, written by docmill
  uint64_t peak_memory_bytes = 0;
  double megabytes_per_second = 0, documents_per_second = 0;
  std::optional<std::vector<PassedOverRecords>> passed_over;  // of pipelines with readers
  std::vector<StageTimings> stages;                           // in the order of the pipeline
};

std::string timings_text(const Timings& timings);

// What can be read of a file. What is not there or of another kind is 0 or empty; a stage without name, documents or
// seconds is left out.
struct FoundTimings {
  Timings timings;
  std::string trouble;         // why there is nothing: "it is not there"; else empty
  std::string origin_trouble;  // what is wrong with `origin`; else empty
};
FoundTimings read_timings(const std::filesystem::path& folder);

}  // namespace docmill::host
