// Before a pipeline is made ready: are its plugins those that a lock or a run names? What is another one is not loaded.
#pragma once

#include <string>
#include <vector>

#include "host/formats/pipeline_difference.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/plugins/plugin_search.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Reads the files of the plugins and compares them with what `wanted` names: other bytes, a stage that it does not
// know, another `use`. The search is told to load for each stage nothing but the bytes that were looked at. A file that
// is not there, or no plugin, is left to who prepares the pipeline.
std::vector<PipelineDifference> differing_plugins(const PipelineRecord& wanted, const PipelineFile& file,
                                                  PluginSearch& search);

}  // namespace docmill::tooling
