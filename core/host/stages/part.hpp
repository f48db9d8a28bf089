// One document becomes several: each span of a layer (PlannedStage::split_by) goes on as a document of its own.
#pragma once

#include <cstdint>

#include "host/plan/plan.hpp"
#include "host/stages/document.hpp"

namespace docmill::host {

// Into how many parts the document is split behind the stage Plan::splitter; 0: it goes on as it is.
uint32_t count_parts(const Plan& plan, const Document& document);

// Makes `part` the n-th of them, from 1. It shares memory with `document`, which must live as long as its layers. Its
// id is the document's with "#n"; its layers are those that Plan::is_inherited names: the cut text, with a map that
// still leads to the bytes of the document, and of spans over it those that lie wholly inside, moved.
void make_part(const Plan& plan, const Document& document, uint32_t n, Document& part);

}  // namespace docmill::host
