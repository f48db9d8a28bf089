// Whether a file that docmill is asked to write would be read as a document.
#pragma once

#include <filesystem>

#include "host/pipeline/pipeline_file.hpp"

namespace docmill::host {

// Would a file there be one of list_inputs(), by its name? It need not be there yet.
bool would_be_input(const PipelineFile& pipeline, const std::filesystem::path& file);

}  // namespace docmill::host
