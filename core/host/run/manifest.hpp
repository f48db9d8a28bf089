// run.json: what went in, what it went through, what came out, by content. Nothing in it varies between two runs of the
// same: no time, host, thread count or absolute path. And timings.json, which holds what does vary.
#pragma once

#include <string>

#include "host/input/input.hpp"
#include "host/run/mill.hpp"
#include "host/run/run.hpp"

namespace docmill::host {

std::string manifest_json(const Mill& mill, const RunSettings& settings, const InputList& inputs,
                          const std::vector<FileDigest>& digests, const RunSummary& summary);

std::string timings_json(const Mill& mill, const RunSettings& settings, const RunSummary& summary);

// The pipeline with every default filled in, as it stands in the manifest; for `plan --json`.
std::string pipeline_json(const Mill& mill);

}  // namespace docmill::host
