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
#include "host/output/strangers.hpp"
#include "host/output/sums.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

Status io_trouble(std::string message) { return {Trouble::io, std::move(message)}; }

Status sync_with(int (*sync)(int), const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return io_trouble(fmt::format("{}: {}", folder.string(), std::strerror(errno)));
  const int result = sync(handle);
  const int error = errno;
  ::close(handle);
  return result == 0 ? Status() : io_trouble(write_error(folder.string(), error, 0));
}

bool begins_with_format(const fs::path& file, std::string_view format) {
  std::ifstream stream(file, std::ios::binary);
  std::string head(200, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  return head.find(format) != std::string::npos;
}

bool is_empty_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return false;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name != inside_folder && !is_litter(name)) return false;
  }
  return !error;
}

Status refuse_strangers(const NamedFolder& folder, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  return io_trouble(
      fmt::format("{}: the run would remove what docmill has not put there: {}; move it elsewhere, or choose another "
                  "output folder",
                  folder.shown, some_names(names)));
}

// Nothing there, an empty folder, or one that docmill made and nobody has put anything into.
Status may_replace(const NamedFolder& folder) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder.path, error))) return {};
  if (!fs::is_directory(folder.path, error))
    return io_trouble(fmt::format("{}: is no folder; choose another output folder", folder.shown));
  if (is_empty_folder(folder.path)) return {};
  if (!is_finished_folder(folder.path))
    return io_trouble(
        fmt::format("{}: was not made by docmill (it has no run.json of a run), so it is left alone; choose another "
                    "output folder or move it away",
                    folder.shown));
  const Result<std::vector<std::string>> strangers = strangers_in(folder.path);
  if (strangers.ok()) return refuse_strangers(folder, strangers.value());
  return io_trouble(
      fmt::format("{}: its list {} is gone or damaged, so nobody can tell whether something else has been put there; "
                  "move the folder away",
                  folder.shown, sums_name));
}

Status remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return error ? io_trouble(fmt::format("{}: cannot be removed: {}", path.string(), error.message())) : Status();
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

bool is_docmill_folder(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / marker_name, error) || is_finished_folder(folder);
}

WorkFolder::WorkFolder(OutputPlaces places) : places_(std::move(places)) {}

WorkFolder::~WorkFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<std::unique_ptr<WorkFolder>> WorkFolder::open(const fs::path& out) {
  Result<OutputPlaces> places = places_of(out);
  if (!places.ok()) return places.status();
  std::unique_ptr<WorkFolder> folder(new WorkFolder(std::move(places.value())));
  if (Status s = folder->prepare(); !s.ok()) return s;
  return folder;
}

Status WorkFolder::would_open(const fs::path& out) {
  Result<OutputPlaces> places = places_of(out);
  if (!places.ok()) return places.status();
  const WorkFolder folder(std::move(places.value()));
  if (Status s = folder.check_partial(); !s.ok()) return s;
  if (folder.has_exchange_to_finish()) return {};
  if (Status s = folder.check_places(); !s.ok()) return s;
  return folder.check_permission();
}

Status WorkFolder::prepare() {
  if (Status s = check_partial(); !s.ok()) return s;
  if (has_exchange_to_finish())
    if (Status s = exchange(); !s.ok()) return s;
  if (Status s = check_places(); !s.ok()) return s;
  std::error_code error;
  fs::create_directories(places_.partial.path, error);
  if (error) return io_trouble(write_error(places_.partial.shown, error.value(), 0));
  return lock();
}

// One without the marker is complete: a run died between its last two steps.
Status WorkFolder::check_partial() const {
  const fs::path& partial = places_.partial.path;
  std::error_code error;
  if (!fs::exists(fs::symlink_status(partial, error))) return {};
  if (!fs::is_directory(fs::symlink_status(partial, error)))
    return io_trouble(
        fmt::format("{}: is in the way: a run makes this folder itself; move it away", places_.partial.shown));
  if (is_empty_folder(partial) || fs::exists(partial / marker_name, error) || is_finished_folder(partial)) return {};
  return io_trouble(
      fmt::format("{}: was not made by docmill, so it is left alone; move it away", places_.partial.shown));
}

bool WorkFolder::has_exchange_to_finish() const {
  std::error_code error;
  return places_.inside && !fs::exists(places_.partial.path / marker_name, error) &&
         is_finished_folder(places_.partial.path);
}

Status WorkFolder::check_places() const {
  if (Status s = may_replace(places_.out); !s.ok()) return s;
  if (Status s = may_replace(places_.previous); !s.ok()) return s;
  return refuse_strangers(places_.partial, strangers_in_partial(places_.partial.path));
}

// Could prepare() make the folder, or write in it?
Status WorkFolder::check_permission() const {
  fs::path there = places_.partial.path;
  std::error_code error;
  while (!fs::exists(there, error) && there.has_relative_path()) there = there.parent_path();
  if (!fs::is_directory(there, error)) return io_trouble(write_error(places_.partial.shown, ENOTDIR, 0));
  if (::faccessat(AT_FDCWD, there.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
  return io_trouble(write_error(places_.partial.shown, errno, 0));
}

Status WorkFolder::lock() {
  const fs::path path = file(marker_name);
  lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) return io_trouble(write_error(shown(marker_name), errno, 0));
  struct stat held {
  }, there{};
  // The one that held it may have finished in between: then the lock is of a file that is not there any more.
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0 && ::fstat(lock_, &held) == 0 && ::stat(path.c_str(), &there) == 0 &&
      held.st_ino == there.st_ino && held.st_dev == there.st_dev)
    return {};
  return io_trouble(fmt::format("{}: another run is writing there; wait for it, or choose another output folder",
                                places_.partial.shown));
}

Status WorkFolder::empty() { return remove_content(places_.partial.path, journal_name, marker_name); }

Status WorkFolder::write(const std::string& name, std::string_view bytes) {
  return write(name, [bytes](const TakeText& take) { take(bytes); }).status();
}

Result<WrittenFile> WorkFolder::write(const std::string& name, const std::function<void(const TakeText&)>& content) {
  const std::string fresh = name + ".new";
  if (Status s = remove_tree(file(fresh)); !s.ok()) return s;
  OutputFile written(file(fresh), shown(name), Compression::none);
  content([&](std::string_view bytes) { (void)written.append(bytes); });  // an error stays until close()
  if (Status s = written.close(unsynced_); !s.ok()) return s;
  std::error_code error;
  fs::rename(file(fresh), file(name), error);
  if (error) return io_trouble(write_error(shown(name), error.value(), 0));
  return WrittenFile{name, written.size(), written.sha256(), std::nullopt};
}

// In the marker itself. It is written in place: only the journal that follows makes it count.
Status WorkFolder::write_note(std::string_view text) {
  if (::ftruncate(lock_, 0) != 0) return io_trouble(write_error(shown(marker_name), errno, 0));
  while (!text.empty()) {
    const ssize_t n = ::pwrite(lock_, text.data(), text.size(), ::lseek(lock_, 0, SEEK_END));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_trouble(write_error(shown(marker_name), errno, 0));
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::string WorkFolder::note() const {
  std::ifstream stream(file(marker_name), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The whole file system first: then there is nothing left to wait for when each file is asked for its errors.
Status WorkFolder::sync(bool all) {
  if (all)
    if (Status s = sync_with(::syncfs, places_.partial.path); !s.ok()) return s;
  if (Status s = unsynced_.sync(!all); !s.ok()) return s;
  return all ? Status() : sync_with(::fsync, places_.partial.path);
}

Status WorkFolder::take_place() {
  const fs::path& out = places_.out.path;
  std::error_code error;
  const bool is_there = fs::exists(out, error) && !fs::is_empty(out, error);
  if (is_there) {
    // Once more: somebody may have put something there while the run went on. What is in OUT moves on with it, and is
    // found by the next run.
    if (Status s = is_finished_folder(out) ? Status() : may_replace(places_.out); !s.ok()) return s;
    if (Status s = may_replace(places_.previous); !s.ok()) return s;
    if (Status s = remove_finished_folder(places_.previous.path); !s.ok()) return s;
  }
  if (Status s = places_.inside ? Status() : make_room(is_there); !s.ok()) return s;
  fs::remove(file(marker_name), error);
  if (error) return not_replaced(shown(marker_name), error);
  if (places_.inside) return exchange();
  fs::rename(places_.partial.path, out, error);
  if (error) return not_replaced(places_.out.shown, error);
  return sync_with(::fsync, out.parent_path());
}

Status WorkFolder::not_replaced(const std::string& what, const std::error_code& error) const {
  return io_trouble(fmt::format("{}: {}; the finished run stands in {}", what, error.message(), places_.partial.shown));
}

// Beside OUT: one rename each.
Status WorkFolder::make_room(bool is_there) const {
  std::error_code error;
  if (is_there) fs::rename(places_.out.path, places_.previous.path, error);
  else fs::remove(places_.out.path, error);  // an empty folder
  return error ? not_replaced(places_.out.shown, error) : Status();
}

// Inside a mount point: entry by entry. Without its run.json OUT is no finished run, so that goes first and comes last.
// timings.json is the first of the new ones: as long as it waits in OUT.partial, what is in OUT is old. So a second
// call does what a first one that died has left to do.
Status WorkFolder::exchange() {
  const fs::path &out = places_.out.path, &partial = places_.partial.path, &previous = places_.previous.path;
  constexpr const char *first = "timings.json", *run = "run.json";
  std::error_code error, ignored;
  const auto move = [&](const fs::path& from, const fs::path& to, const std::string& name) {
    if (!error && fs::exists(fs::symlink_status(from / name, ignored))) fs::rename(from / name, to / name, error);
  };
  const auto names_in = [&](const fs::path& folder) {
    std::vector<std::string> names;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      if (const std::string name = it->path().filename().string(); name != inside_folder && !is_litter(name))
        names.push_back(name);
    return names;
  };
  if (fs::exists(partial / first, error)) {
    const std::vector<std::string> old = names_in(out);
    if (!old.empty()) fs::create_directories(previous, error);
    move(out, previous, run);
    for (const std::string& name : old) move(out, previous, name);
  }
  move(partial, out, first);
  for (const std::string& name : names_in(partial))
    if (name != run) move(partial, out, name);
  if (Status s = error ? Status() : sync_with(::fsync, out); !s.ok()) return s;
  move(partial, out, run);
  if (error) return not_replaced(places_.out.shown, error);
  fs::remove(partial, ignored);
  fs::remove(out / inside_folder, ignored);  // when nothing else lies in it
  return sync_with(::fsync, out);
}

}  // namespace docmill::host
