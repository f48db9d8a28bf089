// The place where a run writes: OUT.partial, which takes the place of OUT at the end. The OUT before stays as
// OUT.previous (for where these lie see output_places.hpp). A folder that docmill did not make is never touched, nor is
// one into which somebody has put something. Whatever moment the process dies at, what is there is either the old OUT
// or the new one, or one rename away from it; inside a mount point, where there is no one rename, run.json goes first
// and comes last, and the next run finishes what was begun.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "docmill/base/status.hpp"
#include "host/output/output_file.hpp"
#include "host/output/output_places.hpp"

namespace docmill::host {

// Named in the first line of run.json; by it docmill knows its own folders.
inline constexpr std::string_view run_format = "docmill-run/1";
// Named in the first line of shard.json: what one shard has worked out (see run/shard.hpp).
inline constexpr std::string_view shard_format = "docmill-shard/1";

class WorkFolder {
 public:
  // Checks that OUT and what stands beside it may be replaced and takes the lock of OUT.partial, which is made if need
  // be. Trouble::io: a second run into the same folder, a folder of somebody else, or with files of somebody else.
  static Result<std::unique_ptr<WorkFolder>> open(const std::filesystem::path& out);
  // What open() would say, but for another run that is at work there; makes and changes nothing.
  static Status would_open(const std::filesystem::path& out);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  // Removes what an earlier run has left in OUT.partial, its journal first.
  Status empty();
  // A further file at the top, whole; sync() puts it on the disk. One of the same name is replaced.
  Status write(const std::string& name, std::string_view bytes);
  // The same for one that comes piece by piece: `content` hands them to its argument. The result has size and hash.
  using TakeText = std::function<void(std::string_view)>;
  Result<WrittenFile> write(const std::string& name, const std::function<void(const TakeText&)>& content);
  // A text kept in OUT.partial as long as it is one: by what this run may be gone on with. Empty when there is none.
  Status write_note(std::string_view text);
  std::string note() const;
  // Files that sync() puts on the disk.
  UnsyncedFiles& unsynced() { return unsynced_; }
  // Makes everything durable: those files and the folder's entries, with `all` all that was written to the file system.
  Status sync(bool all);
  // OUT.partial takes the place of OUT, which becomes OUT.previous.
  Status take_place();

  // In full, and as messages name them.
  const NamedFolder& out() const { return places_.out; }
  const NamedFolder& partial() const { return places_.partial; }
  std::filesystem::path file(const std::string& name) const { return places_.partial.path / name; }
  // How messages name a file in OUT.partial.
  std::string shown(const std::string& name) const { return places_.partial.shown + "/" + name; }

 private:
  explicit WorkFolder(OutputPlaces places);
  Status prepare();
  Status check_partial() const;
  Status check_places() const;
  Status check_permission() const;
  bool has_exchange_to_finish() const;
  Status lock();
  Status make_room(bool is_there) const;
  Status exchange();
  Status not_replaced(const std::string& what, const std::error_code& error) const;

  OutputPlaces places_;
  UnsyncedFiles unsynced_;
  int lock_ = -1;
};

// In OUT.partial: made by docmill, locked while a run writes.
inline constexpr const char* marker_name = ".docmill-run";
// The journal of a run, a line a chunk (see run/journal.hpp).
inline constexpr const char* journal_name = "chunks.jsonl";

// Does the folder hold a finished run, or a finished shard?
bool is_finished_folder(const std::filesystem::path& folder);
// That, or one that goes on or was killed?
bool is_docmill_folder(const std::filesystem::path& folder);

}  // namespace docmill::host
