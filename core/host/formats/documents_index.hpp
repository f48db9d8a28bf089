// documents.jsonl.zst: a line for every document of the input, in input order, and behind one that was split for each
// of its parts; and failures.jsonl, a line for each that
// failed. The one place that knows what they look like: both are written and read here.
//
//   {"id":ID,"source":FILE,"line":N or null,
//    "part":N,                                                of parts: which, from 1; absent in all others
//    "locator":TEXT,                                          of failed and dropped ones that a reader has cut: where a
//                                                             person finds the record in the file; absent in others
//    "sha256":HASH,"outcome":"written"|"dropped"|"failed"|"split",
//    "stage":NAME,"code":CODE,"message":TEXT,                 of dropped and failed ones: who said so, and why
//    "errors":[{"stage":NAME,"code":CODE,"message":TEXT},..],  failures survived (on-error = "keep"); absent when none
//    "notes":[{..},..],                                        remarks; absent when none
//    "layers":{NAME:{"by":MAKER,"sha256":HASH},..}}            in pipeline order; HASH of rows and pool
//
// FILE is relative to its root, N counts the lines of JSON Lines from 1, the document's sha256 is that of its bytes; a
// part has that of the document that was split.
// "stage" is "input" where no stage said it; MAKER is a stage's credit ("cleaner 1.0.0", "NAME (PLUGIN VERSION)"). A
// line without its end is a leaf of the run digest. A line of failures.jsonl has id, source, line, part, locator,
// stage, code, message.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"

namespace docmill::host {

enum class DocumentOutcome { written, dropped, failed, split };

// Is there somebody who said so, and why?
inline bool has_reason(DocumentOutcome outcome) {
  return outcome == DocumentOutcome::dropped || outcome == DocumentOutcome::failed;
}

// "written", "dropped", "failed", "split".
const char* name_of(DocumentOutcome outcome);

// A failure, or a remark.
struct IndexedError {
  std::string stage, code, message;
  bool operator==(const IndexedError&) const = default;
};

struct IndexedLayer {
  std::string name;    // unique name
  std::string by;      // "cleaner 1.0.0"
  std::string sha256;  // of its rows and pool
};

struct IndexEntry {
  std::string text;  // the line as it stands, without its end: a leaf of the run digest
  std::string id, source;
  std::optional<uint64_t> line;  // of JSON Lines
  uint32_t part = 0;             // of a part: which, from 1
  std::string locator;           // of one with a reason that a reader has cut: where it is in the file; empty: not said
  std::string sha256;            // of `raw`
  DocumentOutcome outcome = DocumentOutcome::written;
  std::optional<IndexedError> error;          // of dropped and failed ones
  std::vector<IndexedError> survived, notes;  // "errors" (on-error = "keep") and "notes"
  std::vector<IndexedLayer> layers;           // in pipeline order

  // "FILE" or "FILE:LINE".
  std::string place() const;
  // What tells a person where it is, beside its id: the place unless that is the id, the locator likewise, with two
  // spaces between them; empty: the id says it all.
  std::string place_beside_id() const;
};

// What messages call a document: its id, and what place_beside_id() gives, with a comma: "17 (a.jsonl:3)",
// "5 (a.csv:26, line 27)", "a.zip:3 (entry a/b.html)". Not so of a part: "a.html#2" says where it is.
std::string spoken_name(const std::string& id, const std::string& place, const std::string& locator);

// Appends the line of an entry, without its end. `text` is not looked at.
void append_index_line(std::string& out, const IndexEntry& entry);
// Appends the line of failures.jsonl for an entry with an `error`, with its end.
void append_failure_line(std::string& out, const IndexEntry& entry);

// Reads one line; the status is a sentence without a place.
Status read_index_line(std::string line, IndexEntry& entry);

class DocumentsIndex {
 public:
  // Of the output folder of a finished run (or of any folder with a documents.jsonl.zst).
  static Result<std::unique_ptr<DocumentsIndex>> open(const std::filesystem::path& folder);
  ~DocumentsIndex();
  DocumentsIndex(const DocumentsIndex&) = delete;
  DocumentsIndex& operator=(const DocumentsIndex&) = delete;

  // The next document in input order; false at the end or at trouble(). The buffers of `entry` are used again.
  bool next(IndexEntry& entry);
  // Why the entries ended early: "OUT/documents.jsonl.zst:12: ..."; ok at a proper end.
  const Status& trouble() const;

 private:
  DocumentsIndex();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace docmill::host
