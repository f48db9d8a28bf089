// Overlays: a pipeline file that extends another, applied to what that one says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_sections.hpp"
#include "host/pipeline/pipeline_tables.hpp"

namespace docmill::host {

// Turns `base` into what `overlay` makes of it: keys of [input], [output], [run] replace those of the base; then
// `remove`, then [change.NAME], then the new [[stage]] tables. Says every name of a stage that the base does not have.
// `head` is the overlay's [pipeline]; `base_name` is how messages call the file that is extended.
void apply_overlay(PipelineTables& base, const PipelineTables& overlay, const PipelineHead& head,
                   std::string_view base_name, Diagnostics& diagnostics);

// Puts the keys of a change into a stage; `after` is left out. A new `use` drops what belonged to the old stage (its
// options, plugin, allow, requires, provides, pure) and keeps what belongs to its place in the pipeline (name, in, out,
// when, on-error, file, compress) unless the change gives it.
void change_stage(Table& stage, const Table& change);

// What only an overlay may say, in a file that extends nothing.
void refuse_overlay_keys(const PipelineTables& file, const PipelineHead& head, Diagnostics& diagnostics);

}  // namespace docmill::host
