// A document as an entry of the documents index, and back.
#pragma once

#include <string>

#include "host/formats/documents_index.hpp"
#include "host/plan/plan.hpp"
#include "host/stages/document.hpp"

namespace docmill::host {

// What became of the document; all but `text`. Buffers of the entry are used again.
void fill_entry(IndexEntry& entry, const Plan& plan, const Document& document);

// The other way round: sets id, source, line, locator (of failed and dropped ones; else empty), raw_digest, outcome,
// error, kept, notes (without their levels), digests and makers. False when the line is not one of a document of this
// plan. Buffers of the entry are used again.
bool restore_from_line(std::string line, IndexEntry& entry, const Plan& plan, Document& out);

// Who made the layer of this document (PlannedStage::credit).
std::string credit_of(const Plan& plan, const Document& document, std::size_t slot);

// What messages call a document (formats/documents_index.hpp).
std::string spoken_name(const SourceDocument& source);

// The stage's name in the pipeline; "input" for -1.
const std::string& stage_name(const Plan& plan, int stage);

}  // namespace docmill::host
