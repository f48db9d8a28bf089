// Documents on their way from a shard to the merge, or between docmill and a worker process: everything that committing
// needs, and for the stages that must see documents in order the layers, byte for byte as they lie in memory.
// Little-endian, as every machine that runs docmill.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/plan/plan.hpp"
#include "host/stages/document.hpp"
#include "host/stages/emission_buffer.hpp"

namespace docmill::host {

// Appends a document whose stages (those that may run anywhere) are done. `emitted` is the buffer that its emissions
// point into. Its layers go along when `with_layers` and it is still going.
void append_document(std::string& out, const Plan& plan, const Document& document, const EmissionBuffer& emitted,
                     bool with_layers);

// Where the document at the front begins in the input, and how long its bytes here are; false when they are damaged.
struct SpooledPlace {
  uint32_t file = 0;
  uint64_t offset = 0;
  uint64_t size = 0;
};
bool look_at_document(std::string_view spool, SpooledPlace& out);

// Restores it (and nothing else may stand in `bytes`), its emissions at the end of `emitted`. False when the bytes are
// damaged or of another plan.
bool restore_document(std::string_view bytes, const Plan& plan, Document& out, EmissionBuffer& emitted);

}  // namespace docmill::host
