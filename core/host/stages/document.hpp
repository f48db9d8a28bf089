// A document on its way through the prepared pipeline: its layers by slot, and what became of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"
#include "host/documents/arena.hpp"
#include "host/input/input.hpp"
#include "host/support/sha256.hpp"
#include "host/support/sha256_lanes.hpp"

namespace docmill::host {

struct Plan;

// The code of the note, or failure, that an earlier document has the same id.
inline constexpr std::string_view duplicate_id = "duplicate-id";

enum class Outcome { going, written, dropped, failed, split };

// Does what was emitted for such a document reach the outputs? Of one that was split: what stages before emitted.
inline bool reaches_outputs(Outcome outcome) {
  return outcome == Outcome::going || outcome == Outcome::written || outcome == Outcome::split;
}

// A remark of a stage (or of the input: stage -1).
struct DocumentNote {
  int stage = -1;
  uint32_t level = DOCMILL_LEVEL_INFO;
  std::string code, message;
};

// A failure: of the document, or one that it survived under on-error = "keep".
struct DocumentError {
  int stage = -1;
  std::string code, message;
};

// Bytes for an output, in the buffer of the batch.
struct Emission {
  uint32_t output = 0;  // number in the run (see OutputFolder)
  uint64_t offset = 0;
  uint64_t size = 0;
  bool always = false;                // also of a document that is dropped or fails: the host's own
  std::optional<Digest> sha256 = {};  // of a file of its own, where it has been worked out
};

// What an EXTERNAL stage answered (see host/stages/stage_result.hpp), to be recorded.
struct GivenResult {
  int stage = -1;
  Digest key{};
  std::string bytes;
};

// Used again for other documents; the buffers stay.
struct Document {
  SourceDocument source;
  uint32_t file = 0;    // index into the input list
  uint64_t offset = 0;  // see RawDocument::offset
  // 0: a document of the input. Otherwise its number, from 1, among those into which the document before was split.
  uint32_t part = 0;
  uint32_t number = 0;           // of it, or of the one that it is part of, among those worked on together
  std::vector<Document*> parts;  // those into which this one was split; of the same batch
  // What tells whether the input has changed (see run/document_key.hpp). Absent when it could not be read.
  std::optional<Digest> key;
  Arena arena;
  std::vector<const docmill_layer*> layers;  // by slot; null: absent
  std::vector<int> makers;                   // by slot: number of the stage that provided it; -1: none
  Outcome outcome = Outcome::going;
  DocumentError error;              // of dropped and failed ones
  bool ends_run = false;            // failed under on-error = "stop"
  std::vector<DocumentError> kept;  // failures survived
  // Stages that are known not to survive it: they fail on it in these words and are not called.
  std::vector<DocumentError> doomed;
  std::vector<DocumentNote> notes;
  std::vector<Emission> emissions;
  std::vector<GivenResult> stage_results;  // in the order in which they were given
  // By stage: 'p' it was handed to the stage, 's' skipped by it, '-' did not come so far. Stages at the end that it did
  // not reach may be left out.
  std::string marks;
  bool is_restored = false;  // taken from an earlier run or a shard
  // What that one has told already: the first notes, the first of `kept`, that the document failed.
  std::size_t told_notes = 0, told_kept = 0;
  bool told_failure = false;
  Digest raw_digest{};
  std::vector<std::optional<Digest>> digests;  // of the layers that stages provided, by slot

  // Empties it for a plan with `n_layers` slots.
  void reset(std::size_t n_layers);
  // Frees buffers above Arena::keep_limit.
  void trim();
  // Frees all layers; their digests stay.
  void forget_layers();
  // Makes the host's layers out of `source`; a part has no `raw`, and `source` only where that was cut.
  void provide_host_layers();
  // The layer `errors`, made anew out of `kept` and `notes`, by stage; stage names by number. That the id came before
  // is no part of it: whether it did depends on other documents, and is known after a writer had this one.
  void provide_errors(const std::vector<std::string>& stage_names);
  // The layer `makers`: of the layers that several stages can provide, those that are there.
  void provide_makers(const Plan& plan);
  // Has the layers of stages hashed that have no digest yet; they stay as they are until hashes.finish().
  void digest_layers(Sha256Lanes& hashes);
  // Hashes one of them, if it is there and has none yet.
  void digest_layer(std::size_t slot, Sha256& hash);
};

// What the input had to say of the document becomes its notes: a warning where something was lost or guessed against
// what the document says, else an information.
void note_input(Document& d);

// SHA-256 of a layer's content: equal content, equal digest. The map of a text is no part of it.
Digest layer_digest(const docmill_layer& layer, Sha256& hash);

}  // namespace docmill::host
