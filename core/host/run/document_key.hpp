// Document::key: as long as it is the same, a document at the same place has the same results. The journal keeps half
// of it.
//   a whole file          SHA-256 of its bytes
//   a reader's record     SHA-256 of its bytes and its locator
//   a line of JSON        SHA-256 of what was read out of it; of the text in it, which is nearly all of the line, the
//                         digest stands there, which is needed anyway
//   a line that is none   SHA-256 of its bytes
#pragma once

#include "host/input/input.hpp"
#include "host/stages/document.hpp"
#include "host/support/sha256.hpp"
#include "host/support/sha256_lanes.hpp"

namespace docmill::host {

// Of a whole file or a record; parsing takes the bytes of a file away.
Digest key_of(const RawDocument& raw, Sha256& hash);
// The same of a record, or of a line that is none, in `d.key` after hashes.finish(); until then both stay as they are.
void add_key_of_record(const RawDocument& raw, Document& d, Sha256Lanes& hashes);
// Likewise of a line of JSON that was parsed to `d.source` and whose `d.raw_digest` is known.
void add_key_of_line(const RawDocument& raw, Document& d, Sha256Lanes& hashes);

}  // namespace docmill::host
