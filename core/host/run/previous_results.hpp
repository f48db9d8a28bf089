// Results of the last run, document by document, for a run over an input of which most is the same.
//
// A result is taken over when it stands at the same place (file and line) and says the same, and the fingerprint is
// the same: then PURE stages would say of it what they said before. Documents, not chunks: a file that is put in moves
// the borders of all chunks behind it. Both runs have the order of the input, so the last one is read once, from front
// to back, beside the input. Failed documents are tried again. Not for several threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/formats/documents_index.hpp"
#include "host/run/batch.hpp"
#include "host/run/journal.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/range_reader.hpp"
#include "host/stages/document.hpp"
#include "host/stages/emission_buffer.hpp"

namespace docmill::host {

class PreviousResults {
 public:
  // Nothing when the folder holds no run of this fingerprint, or the pipeline has stages that depend on more than their
  // document (ORDERED, EXTERNAL).
  static std::unique_ptr<PreviousResults> open(const std::filesystem::path& out, const std::string& fingerprint,
                                               const PreparedPipeline& prepared);

  // The results of this document of the batch, if they are there: then `d` is restored with its parts, what writers
  // emitted stands at the end of `emitted` of the batch, and the answer is true. Call it in input order.
  bool take(const InputFile& file, RawDocument& raw, Document& d, Batch& batch);
  uint64_t n_taken() const { return n_taken_; }

 private:
  // A document of the last run: its line in the index, and where in the chunk each of its emissions lies.
  struct Entry {
    std::string line;
    std::string key, marks;
    struct Piece {
      uint32_t output;
      std::size_t file;      // index into files_
      uint64_t begin, size;  // of a folder: `begin` is the number of the page in the chunk
    };
    std::vector<Piece> pieces;
    std::string file_name;
    uint64_t number = 0;  // of the line; 0: the whole file
    uint32_t part = 0;    // of the document that stands before; 0: it is none
  };
  explicit PreviousResults(const PreparedPipeline& prepared);
  bool next_chunk();
  bool lay_out();
  bool append_piece(const Entry::Piece& piece, EmissionBuffer& emitted) const;
  std::optional<Digest> key_of_document(const InputFile& file, RawDocument& raw);
  bool restore(const Entry& entry, const RawDocument& raw, Document& d, EmissionBuffer& emitted);

  const PreparedPipeline& prepared_;
  std::filesystem::path out_;
  JournalReader journal_;
  std::vector<RangeReader> files_;
  std::vector<std::size_t> file_of_output_;
  std::vector<std::string> texts_;  // by file: what the chunk added, unpacked
  ChunkLine chunk_;
  std::vector<Entry> entries_;
  std::size_t next_ = 0;  // of entries_
  bool ended_ = false;
  Document found_;
  IndexEntry index_entry_;
  DocumentParser parser_;  // of lines
  Document parsed_;
  Sha256 hash_;
  Sha256Lanes hashes_;
  uint64_t n_taken_ = 0;
};

}  // namespace docmill::host
