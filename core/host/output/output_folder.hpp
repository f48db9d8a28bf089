// The folder that a run leaves. While the run goes on it is OUT.partial; at the end it takes the place of OUT, and the
// OUT before stays as OUT.previous. A folder that docmill did not make is never touched.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/output/output_file.hpp"

namespace docmill::host {

// Named in the first line of run.json; by it docmill knows its own folders.
inline constexpr std::string_view run_format = "docmill-run/1";

class OutputFolder {
 public:
  // Checks that OUT and what stands beside it may be replaced, takes the lock of OUT.partial and empties it. A second
  // run into the same folder is refused.
  static Result<std::unique_ptr<OutputFolder>> open(const std::filesystem::path& out);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  // Adds an output under records/; its number is the next. Compression adds .gz or .zst to a file's name.
  Status add_file(const std::string& name, Compression compression);
  Status add_folder(const std::string& name, const std::string& suffix, Compression compression);
  // Appends to a file, or makes the file of a document in a folder.
  Status append(uint32_t output, std::string_view id, std::string_view bytes);
  // A chunk of the input has ended: compression frames end with it.
  Status end_chunk();

  // documents.jsonl.zst and failures.jsonl.
  OutputFile& index() { return *index_; }
  OutputFile& failures() { return *failures_; }

  // Closes all outputs; then `written()` tells what there is, in byte order of the names.
  Status close_outputs();
  const std::vector<WrittenFile>& written() const { return written_; }
  // A further file at the top: run.json, timings.json.
  Status write(const std::string& name, std::string_view bytes);
  // OUT.partial takes the place of OUT.
  Status take_place();

  const std::filesystem::path& path() const { return out_; }
  const std::filesystem::path& partial_path() const { return partial_; }

 private:
  explicit OutputFolder(std::filesystem::path out);
  Status lock();
  Status prepare();
  std::string shown(const std::string& name) const { return (partial_ / name).string(); }
  struct Output;
  Status append_document_file(Output& output, std::string_view id, std::string_view bytes);

  std::filesystem::path out_, partial_, previous_;
  int lock_ = -1;
  std::vector<std::unique_ptr<Output>> outputs_;
  std::unique_ptr<OutputFile> index_, failures_;
  std::vector<WrittenFile> written_;
};

}  // namespace docmill::host
