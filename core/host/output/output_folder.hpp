// What a run writes into its folder: the outputs of the stages under records/, the documents index, the failures.
//
// Outputs grow chunk by chunk. After each chunk every file ends with a whole compression frame, and end_chunk() tells
// what the chunk has added to it; a run that died goes on behind the last chunk whose additions are whole.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/output/document_folder.hpp"
#include "host/output/output_file.hpp"
#include "host/output/work_folder.hpp"

namespace docmill::host {

// What a chunk has added, in the order of OutputFolder::names().
using ChunkRanges = std::vector<FileRange>;

class OutputFolder {
 public:
  // Takes the lock of OUT.partial and empties it.
  static Result<std::unique_ptr<OutputFolder>> open(const std::filesystem::path& out);
  // Begins in a folder that is locked already. Where it goes on with an earlier run, `kept` is how many bytes of each
  // file stay, in the order of names(); the rest is cut off. Otherwise `kept` is empty, and so must the folder be.
  static Result<std::unique_ptr<OutputFolder>> begin(std::unique_ptr<WorkFolder> place, std::vector<uint64_t> kept);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  // Adds an output under records/; its number is the next. Compression adds .gz or .zst to a file's name.
  Status add_file(const std::string& name, Compression compression);
  // A folder may be added again with another suffix: its files then stand beside each other under one list of hashes.
  Status add_folder(const std::string& name, const std::string& suffix, Compression compression);
  // Adds an output of the host's own at the top; its number is the next.
  Status add_own_file(const std::string& name, Compression compression);
  // Is it a file that grows, rather than a folder?
  bool is_file(uint32_t output) const;
  // Appends to a file, or makes the file of a document in a folder; `sha256` is of the pieces, or null.
  Status append(uint32_t output, std::string_view id, const Pieces& pieces, const Digest* sha256 = nullptr);
  Status append(uint32_t output, std::string_view id, std::string_view bytes);
  // A chunk of the input has ended: compression frames end with it, everything is handed to the system.
  Result<ChunkRanges> end_chunk();

  // documents.jsonl.zst and failures.jsonl.
  OutputFile& index() { return *index_; }
  OutputFile& failures() { return *failures_; }
  // The files that grow: index, failures, outputs by number; of a folder the list of its files' hashes.
  std::vector<std::string> names() const;

  // Closes and syncs all outputs; then `written()` tells what there is, in byte order of the names.
  Status close_outputs();
  const std::vector<WrittenFile>& written() const { return written_; }
  // A further file at the top: run.json, timings.json.
  Status write(const std::string& name, std::string_view bytes) { return place_->write(name, bytes); }
  Result<WrittenFile> write(const std::string& name, const std::function<void(const WorkFolder::TakeText&)>& content) {
    return place_->write(name, content);
  }
  // OUT.partial takes the place of OUT.
  Status take_place();

  WorkFolder& place() { return *place_; }
  const WorkFolder& place() const { return *place_; }
  // OUT in full.
  const std::filesystem::path& path() const { return place_->out().path; }

 private:
  struct Output;
  const std::filesystem::path& partial_path() const { return place_->partial().path; }
  OutputFolder(std::unique_ptr<WorkFolder> place, std::vector<uint64_t> kept);
  Result<std::unique_ptr<OutputFile>> open_file(const std::string& name, Compression compression);
  Status take_up_folder(Output& output);
  static Status append_document_file(Output& output, std::string_view id, const Pieces& pieces, const Digest* sha256);

  std::unique_ptr<WorkFolder> place_;
  std::vector<uint64_t> kept_;  // what is not yet taken up stands at n_opened_ and behind
  std::size_t n_opened_ = 0;
  std::vector<std::unique_ptr<Output>> outputs_;
  std::unique_ptr<OutputFile> index_, failures_;
  std::vector<WrittenFile> written_;
};

}  // namespace docmill::host
