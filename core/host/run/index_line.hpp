// The lines of documents.jsonl.zst (one for every document of the input) and of failures.jsonl.
#pragma once

#include <string>
#include <vector>

#include "host/plan/plan.hpp"
#include "host/stages/document.hpp"

namespace docmill::host {

// {"id":…,"source":…,"line":…,"sha256":…,"outcome":"written"|"dropped"|"failed","stage":…,"code":…,"message":…,
//  "errors":[…],"notes":[…],"layers":{"text":{"by":"cleaner 1.0.0","sha256":…},…}}   without its line end.
// stage, code and message only where the outcome is not "written"; errors and notes only where there are any.
void append_index_line(std::string& out, const Plan& plan, const Document& document);

// The other way round: sets id, source, line, raw_digest, outcome, error, kept, notes (without their levels),
// digests and makers. False when the line is not one that append_index_line writes for this plan.
bool read_index_line(const std::string& line, const Plan& plan, Document& out);

// The code of the note or failure of a document whose id came before.

// {"id":…,"source":…,"line":…,"stage":…,"code":…,"message":…}
void append_failure_line(std::string& out, const Plan& plan, const Document& document);

// Who made the layer of this document (PlannedStage::credit).
std::string credit_of(const Plan& plan, const Document& document, std::size_t slot);

// The stage's name in the pipeline; "input" for -1.
const std::string& stage_name(const Plan& plan, int stage);

}  // namespace docmill::host
