#include "host/input/folder_walk.hpp"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "host/support/shuffle.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t no_parent = static_cast<std::size_t>(-1);

// Folders that hold links to each other without a cycle can be come upon in more ways than can be counted: twice as
// many with each of them. So the time is bounded by what the disk holds.
constexpr uint32_t most_ways = 100;

// A folder that was entered; kept to the end of the walk so that what lies below can find what it lies in.
struct Ancestor {
  dev_t device;
  ino_t inode;
  std::size_t parent;
};

// One that waits to be listed; a path and its status would be ten times as much.
struct Folder {
  std::string relative;
  std::size_t id;  // index into ancestors
};

class Walk {
 public:
  Walk(const std::function<bool(const FoundEntry&)>& visit, uint64_t shuffle) : visit_(visit), shuffle_(shuffle) {}

  void run(const std::filesystem::path& folder) {
    root_ = folder;
    enter(look_at(folder), no_parent);
    while (!waiting_.empty()) {
      const Folder next = std::move(waiting_.back());
      waiting_.pop_back();
      const Ancestor& entered = ancestors_[next.id];
      if (++ways_[{entered.device, entered.inode}] > most_ways) fail(next, EMLINK);
      else list(next);
    }
  }

 private:
  void enter(FoundEntry entry, std::size_t parent) {
    ancestors_.push_back({entry.status.st_dev, entry.status.st_ino, parent});
    waiting_.push_back({std::move(entry.relative), ancestors_.size() - 1});
  }

  std::filesystem::path path_of(const Folder& folder) const {
    return folder.relative.empty() ? root_ : root_ / folder.relative;
  }

  void list(const Folder& folder) {
    const std::filesystem::path path = path_of(folder);
    const std::size_t first = waiting_.size();
    const std::unique_ptr<DIR, int (*)(DIR*)> handle(opendir(path.c_str()), closedir);
    if (!handle) return fail(folder, errno);
    std::vector<std::string> waiting;
    for (;;) {
      errno = 0;
      const dirent* found = readdir(handle.get());
      if (found == nullptr) break;
      const std::string_view name = found->d_name;
      if (name == "." || name == "..") continue;
      if (shuffle_ == 0) see(folder, path, name);
      else waiting.emplace_back(name);
    }
    const int error = errno;
    shuffle(waiting, shuffle_);
    for (const std::string& name : waiting) see(folder, path, name);
    // By name, the last one first: which ways into a folder are the first ones does not hang on the disk.
    std::sort(waiting_.begin() + static_cast<std::ptrdiff_t>(first), waiting_.end(),
              [](const Folder& a, const Folder& b) { return a.relative > b.relative; });
    if (error != 0) fail(folder, error);
  }

  void see(const Folder& folder, const std::filesystem::path& path, std::string_view name) {
    FoundEntry entry = look_at(path / name);
    entry.relative = folder.relative;
    if (!entry.relative.empty()) entry.relative += '/';
    entry.relative += name;
    if (entry.is_folder && lies_in(entry.status, folder.id)) entry.error = ELOOP;
    const bool wanted = visit_(entry);
    if (wanted && entry.is_folder && entry.error == 0) enter(std::move(entry), folder.id);
  }

  void fail(const Folder& folder, int error) {
    FoundEntry entry = look_at(path_of(folder));
    entry.relative = folder.relative;
    entry.error = error;
    visit_(entry);
  }

  bool lies_in(const struct stat& status, std::size_t id) const {
    for (; id != no_parent; id = ancestors_[id].parent)
      if (ancestors_[id].device == status.st_dev && ancestors_[id].inode == status.st_ino) return true;
    return false;
  }

  const std::function<bool(const FoundEntry&)>& visit_;
  const uint64_t shuffle_;
  std::filesystem::path root_;
  std::vector<Ancestor> ancestors_;
  std::vector<Folder> waiting_;
  std::map<std::pair<dev_t, ino_t>, uint32_t> ways_;  // how often each folder was come upon
};

}  // namespace

void walk_folder(const std::filesystem::path& folder, const std::function<bool(const FoundEntry&)>& visit,
                 uint64_t shuffle) {
  Walk(visit, shuffle).run(folder);
}

FoundEntry look_at(const std::filesystem::path& path) {
  FoundEntry entry;
  entry.path = path;
  if (stat(path.c_str(), &entry.status) == 0) {
    entry.is_folder = S_ISDIR(entry.status.st_mode);
    return entry;
  }
  entry.error = errno;
  lstat(path.c_str(), &entry.status);
  return entry;
}

}  // namespace docmill::host
