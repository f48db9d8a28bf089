// Two runs of the same, to the byte; and where they part, the first stage and the documents.
#pragma once

#include <filesystem>
#include <optional>

#include "host/formats/manifest.hpp"
#include "tooling/namespace.hpp"
#include "tooling/verify/finding.hpp"

namespace docmill::tooling {

// A finished run on the disk.
struct RunFolder {
  std::filesystem::path path;
  Manifest manifest;
};

// Of every document that differs, the first layer (in pipeline order) that does, and its stage; of every output that
// differs, its stage and the first place; last what else differs in run.json. Streams both indexes, memory is bounded.
// `gathered`: the inputs of the second run were found by content, so run.json cannot say what else lay beside them.
Findings compare_runs(const RunFolder& expected, const RunFolder& again, bool gathered = false);

// The layers of the documents in a sample (see RunSettings::sample) against the whole run: outcomes and digests of what
// stages before the first ORDERED one provide. `n_compared` counts the documents.
Findings compare_sample(const RunFolder& expected, const RunFolder& sample, double share, uint64_t& n_compared);

// The stages from the first ORDERED one on, by number; as many as there are stages when there is none.
std::size_t first_ordered(const PipelineRecord& pipeline);

}  // namespace docmill::tooling
