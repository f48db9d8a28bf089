// The pipeline as JSON: as the manifest and `plan --json` show it, and the fingerprint, which is what of it decides the
// result of a document.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "docmill/base/json_writer.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

// The pipeline with every default filled in; for `plan --json`.
std::string pipeline_json(const PreparedPipeline& prepared);

// The same as a value of a larger document, with what a run adds to it.
void write_pipeline(JsonWriter& w, const PreparedPipeline& prepared, std::optional<uint64_t> limit,
                    const std::vector<StageCounts>& counts);

// What decides the results of one document, and nothing else: this program, [input] but for which files, every stage
// with its plugin, options and resources. Equal recipes and equal bytes at the same place give the same results.
// Which files are read, how many may fail and how the pipeline is called are not in it.
std::string fingerprint_json(const PreparedPipeline& prepared);

// The name of a fingerprint: SHA-256 of its text.
std::string fingerprint_digest(const std::string& fingerprint);

}  // namespace docmill::host
