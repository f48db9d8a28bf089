#include "programs/private_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace docmill::process {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::runtime_error(path.string() + ": " + std::generic_category().message(errno));
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0500);
  if (file < 0) fail(path);
  while (!bytes.empty()) {
    const ssize_t n = write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      close(file);
      errno = error;
      fail(path);
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  if (close(file) != 0) fail(path);
}

constexpr const char* name_begins = "docmill-process-";

// "/tmp"
std::string temporary_folder() {
  const char* temporary = std::getenv("TMPDIR");
  return temporary != nullptr && *temporary != 0 ? temporary : "/tmp";
}

// The lock of the folder at this path; -1: somebody has it, or it is none of this user, or no folder.
int lock_of(const std::filesystem::path& path) {
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat here, there;
  const bool is_mine = folder >= 0 && fstat(folder, &here) == 0 && here.st_uid == geteuid() &&
                       flock(folder, LOCK_EX | LOCK_NB) == 0 && stat(path.c_str(), &there) == 0 &&
                       there.st_ino == here.st_ino && there.st_dev == here.st_dev;
  if (is_mine) return folder;
  if (folder >= 0) close(folder);
  return -1;
}

// Folders of processes that were killed.
void remove_lost_folders() {
  std::error_code error;
  for (std::filesystem::directory_iterator it(temporary_folder(), error), end; !error && it != end;
       it.increment(error)) {
    if (!it->path().filename().string().starts_with(name_begins)) continue;
    const int lock = lock_of(it->path());
    if (lock < 0) continue;
    std::error_code ignored;
    std::filesystem::remove_all(it->path(), ignored);
    close(lock);
  }
}

}  // namespace

// Somebody who removes lost folders may take it for one before it is locked; then another is made.
void PrivateFolder::make() {
  for (int tries = 0; tries < 100; ++tries) {
    std::string name = temporary_folder() + "/" + name_begins + "XXXXXX";
    if (mkdtemp(name.data()) == nullptr) fail(name);
    path_ = name;
    lock_ = lock_of(path_);
    if (lock_ >= 0) return;
  }
  errno = EBUSY;
  fail(path_);
}

PrivateFolder::PrivateFolder(const std::vector<std::pair<std::string, std::string_view>>& files) {
  remove_lost_folders();
  make();
  try {
    for (const auto& [file, bytes] : files) {
      std::filesystem::create_directories((path_ / file).parent_path());
      write_file(path_ / file, bytes);
    }
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    close(lock_);
    throw;
  }
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
  close(lock_);
}

}  // namespace docmill::process
