// What a worker process says of a document when it is done with it:
//   u8 whether it ends the run, str: the document as append_document() makes it, str: the levels of its notes
// A stage that writes into memory that is not its own may have written into this, too, so docmill takes nothing that
// cannot be: not another document, no output that there is not, no mark of another kind.
#pragma once

#include <cstdint>
#include <string>

#include "host/plan/plan.hpp"
#include "host/run/flat_bytes.hpp"
#include "host/stages/document.hpp"
#include "host/stages/emission_buffer.hpp"

namespace docmill::host {

void put_result(std::string& out, const Plan& plan, const Document& d, const EmissionBuffer& emitted, bool with_layers);

// Of which document it must be, or of which of its parts (0: it is none), and how many outputs the run has.
struct ExpectedResult {
  uint32_t file = 0;
  uint64_t offset = 0;
  uint32_t n_outputs = 0;
  uint32_t first_part = 0, last_part = 0;
};

// Takes the one in front; nothing of it has been told yet. False when the bytes are no such thing: then `d` is of no
// use.
bool take_result(flat::Reader& in, const Plan& plan, const ExpectedResult& expected, Document& d,
                 EmissionBuffer& emitted);

}  // namespace docmill::host
