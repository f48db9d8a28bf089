// Pipelines whose text is in memory: for tests, fuzzing and programs that make pipelines.
#pragma once

#include <memory>
#include <vector>

#include "host/pipeline/pipeline_file.hpp"

namespace docmill::host {

// Like read_pipeline_file, of a text that has been read already. Paths count from the folder of `source->name`; what it
// extends is read from the disk unless `with_files` is false: then `extends` is a mistake.
PipelineFile read_pipeline_text(const std::shared_ptr<const SourceText>& source, const std::vector<Override>& overrides,
                                bool with_files, Diagnostics& diagnostics);

}  // namespace docmill::host
