#include "host/output/work_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "host/output/output_file.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

constexpr const char* marker = ".docmill-run";  // in OUT.partial: made by docmill, locked while a run writes

Status io(std::string message) { return {Trouble::io, std::move(message)}; }

Status sync_with(int (*sync)(int), const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return io(fmt::format("{}: {}", folder.string(), std::strerror(errno)));
  const int result = sync(handle);
  const int error = errno;
  ::close(handle);
  return result == 0 ? Status() : io(write_error(folder.string(), error, 0));
}

bool begins_with_format(const fs::path& file, std::string_view format) {
  std::ifstream stream(file, std::ios::binary);
  std::string head(200, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  return head.find(format) != std::string::npos;
}

bool is_empty_folder(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder, error) && fs::is_empty(folder, error);
}

// Nothing there, an empty folder, or one that docmill made.
Status may_replace(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error))) return {};
  if (!fs::is_directory(folder, error))
    return io(fmt::format("{}: is no folder; choose another output folder", folder.string()));
  if (is_empty_folder(folder) || is_finished_folder(folder)) return {};
  return io(
      fmt::format("{}: was not made by docmill (it has no run.json of a run), so it is left alone; choose another "
                  "output folder or move it away",
                  folder.string()));
}

Status remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return error ? io(fmt::format("{}: cannot be removed: {}", path.string(), error.message())) : Status();
}

// Everything in the folder but `last`, then `last`, then the folder: a half-removed one is still known as docmill's.
Status remove_content(const fs::path& folder, const std::string& first, const std::string& last) {
  if (Status s = remove_tree(folder / first); !s.ok()) return s;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().filename() == last) continue;
    if (Status s = remove_tree(entry.path()); !s.ok()) return s;
  }
  return {};
}

Status remove_finished_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error))) return {};
  const std::string last = fs::exists(folder / "run.json", error) ? "run.json" : "shard.json";
  if (Status s = remove_content(folder, "timings.json", last); !s.ok()) return s;
  return remove_tree(folder);
}

}  // namespace

bool is_finished_folder(const fs::path& folder) {
  return begins_with_format(folder / "run.json", run_format) || begins_with_format(folder / "shard.json", shard_format);
}

fs::path plain_output_path(const fs::path& out) {
  // "out/" and "out" are one folder.
  fs::path plain = out.has_filename() ? out : out.parent_path();
  return plain == "." || plain == ".." ? fs::path() : plain;
}

WorkFolder::WorkFolder(fs::path out)
    : out_(std::move(out)), partial_(out_.string() + ".partial"), previous_(out_.string() + ".previous") {}

WorkFolder::~WorkFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<std::unique_ptr<WorkFolder>> WorkFolder::open(const fs::path& out) {
  fs::path plain = plain_output_path(out);
  if (plain.empty())
    return io(fmt::format("'{}' cannot be an output folder; name one, such as out/articles", out.string()));
  std::unique_ptr<WorkFolder> folder(new WorkFolder(std::move(plain)));
  if (Status s = folder->prepare(); !s.ok()) return s;
  return folder;
}

Status WorkFolder::prepare() {
  if (Status s = may_replace(out_); !s.ok()) return s;
  if (Status s = may_replace(previous_); !s.ok()) return s;
  std::error_code error;
  const bool exists = fs::exists(fs::symlink_status(partial_, error));
  // One without the marker is complete: a run died between its last two steps.
  if (exists && !is_empty_folder(partial_) && !fs::exists(partial_ / marker, error) && !is_finished_folder(partial_))
    return io(fmt::format("{}: was not made by docmill, so it is left alone; move it away", partial_.string()));
  fs::create_directories(partial_, error);
  if (error) return io(write_error(partial_.string(), error.value(), 0));
  return lock();
}

Status WorkFolder::lock() {
  const fs::path path = partial_ / marker;
  lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) return io(write_error(path.string(), errno, 0));
  struct stat held {
  }, there{};
  // The one that held it may have finished in between: then the lock is of a file that is not there any more.
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0 && ::fstat(lock_, &held) == 0 && ::stat(path.c_str(), &there) == 0 &&
      held.st_ino == there.st_ino && held.st_dev == there.st_dev)
    return {};
  return io(
      fmt::format("{}: another run is writing there; wait for it, or choose another output folder", partial_.string()));
}

Status WorkFolder::empty() { return remove_content(partial_, journal_name, marker); }

Status WorkFolder::write(const std::string& name, std::string_view bytes) {
  const std::string fresh = name + ".new";
  if (Status s = remove_tree(file(fresh)); !s.ok()) return s;
  if (Status s = write_whole_file(file(fresh), shown(name), bytes); !s.ok()) return s;
  std::error_code error;
  fs::rename(file(fresh), file(name), error);
  return error ? io(write_error(shown(name), error.value(), 0)) : Status();
}

// In the marker itself. It is written in place: only the journal that follows makes it count.
Status WorkFolder::keep_note(std::string_view text) {
  if (::ftruncate(lock_, 0) != 0) return io(write_error(shown(marker), errno, 0));
  while (!text.empty()) {
    const ssize_t n = ::pwrite(lock_, text.data(), text.size(), ::lseek(lock_, 0, SEEK_END));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io(write_error(shown(marker), errno, 0));
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::string WorkFolder::note() const {
  std::ifstream stream(file(marker), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Status WorkFolder::sync(bool all) { return sync_with(all ? ::syncfs : ::fsync, partial_); }

Status WorkFolder::take_place() {
  std::error_code error;
  const auto failed = [&](const fs::path& what) {
    return io(fmt::format("{}: {}; the finished run stands in {}", what.string(), error.message(), partial_.string()));
  };
  if (is_empty_folder(out_)) fs::remove(out_, error);
  if (fs::exists(out_, error)) {
    // Once more: somebody may have put something there while the run went on.
    if (Status s = may_replace(out_); !s.ok()) return s;
    if (Status s = may_replace(previous_); !s.ok()) return s;
    if (Status s = remove_finished_folder(previous_); !s.ok()) return s;
    fs::rename(out_, previous_, error);
    if (error) return failed(out_);
  }
  fs::remove(partial_ / marker, error);
  if (error) return failed(partial_ / marker);
  fs::rename(partial_, out_, error);
  if (error) return failed(out_);
  return sync_with(::fsync, out_.has_parent_path() ? out_.parent_path() : fs::path("."));
}

}  // namespace docmill::host
