// The report of a finished run: a folder of static files that a browser opens from the disk, without a network.
//
//   index.html, report.css, report.js   the same for every run
//   data/overview.js                    figures of the run
//   data/list-N.js                      a row for each document, 2,000 a file: what is searched and filtered
//   data/docs-N.js                      records and sources, 25 documents a file, loaded when one is opened
//   data/doc-N.js                       document N alone, where it has more than 1 MiB
//
// Data files are scripts, since a page from file:// may fetch nothing; each hands one JSON text to docmill_data(), so
// that no key or string in it is ever code. It is a command and no writer: what was dropped or failed, and why, is in
// no document that a writer sees, and pages need the whole run before the first of them can be linked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "docmill/base/status.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct ReportRequest {
  std::filesystem::path folder;                // of the finished run
  std::filesystem::path to;                    // an older report there is replaced, anything else refused
  const PreparedPipeline* pipeline = nullptr;  // for the sources of the documents; null: without them
};

struct ReportSummary {
  uint64_t documents = 0, with_source = 0;
};

// Writes the report. The same run (and input) gives the same bytes. Memory: a few documents, and the different words
// that are counted. The status is a sentence that begins with a path.
Result<ReportSummary> write_report(const ReportRequest& request);

}  // namespace docmill::tooling
