// A prepared pipeline as a record of what is used: for the manifest, the lock and `plan --json`; its fingerprint, which
// is what of it decides the result of a document; and how it was asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/formats/fingerprint.hpp"
#include "host/formats/pipeline_record.hpp"
#include "host/formats/run_origin.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

// The pipeline with every default filled in. `limit` and `counts` (by stage; empty: none) are what a run adds.
PipelineRecord used_pipeline(const PreparedPipeline& prepared, std::optional<uint64_t> limit = std::nullopt,
                             const std::vector<StageCounts>& counts = {});

// How it was asked for, with the paths of this machine. `limit`: that of the run.
RunOrigin origin_of(const PreparedPipeline& prepared, std::optional<uint64_t> limit = std::nullopt);
// Asks for it once more; where plugins lay then is the caller's to look at.
PipelineRequest request_of(const RunOrigin& origin);

// As text, for `plan --json`.
std::string used_pipeline_json(const PreparedPipeline& prepared);

// What decides the results of one document, and nothing else: this program, [input] but for which files, every stage
// with its plugin, options and resources. Which files are read, how many may fail and how the pipeline is called are
// not in it.
std::string fingerprint_text(const PreparedPipeline& prepared);

}  // namespace docmill::host
