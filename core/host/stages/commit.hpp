// Believing what a stage said of a document: its layers become the document's, or the document is dropped or fails.
#pragma once

#include <string>

#include "host/stages/document.hpp"
#include "host/stages/stage_call.hpp"
#include "host/stages/stage_instance.hpp"
#include "host/stages/stage_output.hpp"

namespace docmill::host {

// Takes what is in `s`. A layer that the document has already makes it fail ("layer-twice"), and nothing is taken.
void commit(const StageInstance& stage, Document& d, Staged& s, StageCounts& counts);

// The stage failed on the document: what then, the stage's on-error says.
void fail(const StageInstance& stage, Document& d, std::string code, std::string message, StageCounts& counts);

}  // namespace docmill::host
