// The place where a run writes: OUT.partial, which takes the place of OUT at the end. The OUT before stays as
// OUT.previous. A folder that docmill did not make is never touched. Whatever moment the process dies at, what is there
// is either the old OUT or the new one, or one rename away from it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"

namespace docmill::host {

// Named in the first line of run.json; by it docmill knows its own folders.
inline constexpr std::string_view run_format = "docmill-run/1";
// Named in the first line of shard.json: what one shard has worked out (see run/shard.hpp).
inline constexpr std::string_view shard_format = "docmill-shard/1";

class WorkFolder {
 public:
  // Checks that OUT and what stands beside it may be replaced and takes the lock of OUT.partial, which is made if need
  // be. Trouble::io: a second run into the same folder, a folder of somebody else.
  static Result<std::unique_ptr<WorkFolder>> open(const std::filesystem::path& out);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  // Removes what an earlier run has left in OUT.partial, its journal first.
  Status empty();
  // A further file at the top, whole and synced. One of the same name is replaced.
  Status write(const std::string& name, std::string_view bytes);
  // A text kept in OUT.partial as long as it is one: by what this run may be gone on with. Empty when there is none.
  Status keep_note(std::string_view text);
  std::string note() const;
  // Makes everything durable: the folder's entries, with `all` all that was written to the file system.
  Status sync(bool all);
  // OUT.partial takes the place of OUT, which becomes OUT.previous.
  Status take_place();

  const std::filesystem::path& path() const { return out_; }
  const std::filesystem::path& partial_path() const { return partial_; }
  std::filesystem::path file(const std::string& name) const { return partial_ / name; }
  // How messages name a file in OUT.partial.
  std::string shown(const std::string& name) const { return (partial_ / name).string(); }

 private:
  explicit WorkFolder(std::filesystem::path out);
  Status prepare();
  Status lock();

  std::filesystem::path out_, partial_, previous_;
  int lock_ = -1;
};

// The journal of a run, a line a chunk (see run/journal.hpp).
inline constexpr const char* journal_name = "chunks.jsonl";

// OUT without a trailing slash; empty when it cannot be an output folder (".", "..", nothing).
std::filesystem::path plain_output_path(const std::filesystem::path& out);

// Does the folder hold a finished run, or a finished shard?
bool is_finished_folder(const std::filesystem::path& folder);

}  // namespace docmill::host
