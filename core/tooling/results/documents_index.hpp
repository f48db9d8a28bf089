// documents.jsonl.zst of an output folder, read again line by line: what became of every document of the input.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

enum class DocumentOutcome { written, dropped, failed };

// "written", "dropped", "failed".
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
  std::string sha256;            // of `raw`
  DocumentOutcome outcome = DocumentOutcome::written;
  std::optional<IndexedError> error;          // of dropped and failed ones
  std::vector<IndexedError> survived, notes;  // "errors" (on-error = "keep") and "notes"
  std::vector<IndexedLayer> layers;           // in pipeline order

  // "FILE" or "FILE:LINE".
  std::string place() const;
};

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

}  // namespace docmill::tooling
