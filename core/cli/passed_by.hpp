// Files that are passed by, and who would read them.
#pragma once

#include <string>
#include <vector>

#include "host/pipeline/pipeline_file.hpp"
#include "host/plugins/plugin_search.hpp"

namespace docmill::cli {

// Of each installed reader that takes some of the files a sentence: "a.warc.gz and 2 others are passed by; the reader
// 'warc' takes them: add [[reader]] use = \"warc\"". Where nothing is passed by no library is loaded.
std::vector<std::string> readers_of_passed_by(const std::vector<std::string>& not_read,
                                              const host::PipelineFile& pipeline, const host::PluginSearch& search);

}  // namespace docmill::cli
