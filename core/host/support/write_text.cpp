#include "host/support/write_text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

// Closes the file. 0, or errno.
int write_and_close(int file, std::string_view text) {
  int error_number = 0;
  while (!text.empty() && error_number == 0) {
    const ssize_t n = ::write(file, text.data(), text.size());
    if (n >= 0) text.remove_prefix(static_cast<std::size_t>(n));
    else if (errno != EINTR) error_number = errno;
  }
  if (::close(file) != 0 && error_number == 0) error_number = errno;
  return error_number;
}

// Into what is there and stays what it is: a device, a pipe, a link to wherever it leads.
int write_in_place(const fs::path& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return file < 0 ? errno : write_and_close(file, text);
}

// A new file in the folder of `path`, which it is to replace; -1 and errno. A killed process may have left one.
int make_beside(const fs::path& path, fs::path& beside) {
  static std::atomic<unsigned> made = 0;
  int file = -1;
  do {
    beside = path.parent_path() / fmt::format(".docmill-{}-{}.new", ::getpid(), made++);
    file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (file < 0 && errno == EEXIST);
  return file;
}

// `old`: what the file replaces; null for nothing.
int replace(const fs::path& path, const fs::path& beside, int file, const struct stat* old, std::string_view text) {
  if (old != nullptr) {
    // Where the owner cannot be kept, the file is of who writes it, as one newly made.
    [[maybe_unused]] const int ignored = ::fchown(file, old->st_uid, old->st_gid);
    ::fchmod(file, old->st_mode & 07777);
  }
  int error_number = write_and_close(file, text);
  if (error_number == 0 && ::rename(beside.c_str(), path.c_str()) != 0) error_number = errno;
  if (error_number != 0) ::unlink(beside.c_str());
  return error_number;
}

// More than one name for one file: no new one may take its place.
bool stays(const struct stat& old) { return !S_ISREG(old.st_mode) || old.st_nlink != 1; }

int write_whole(const fs::path& path, std::string_view text) {
  struct stat old {};
  const bool is_there = ::lstat(path.c_str(), &old) == 0;
  if (!is_there && errno != ENOENT) return errno;
  if (is_there && stays(old)) return write_in_place(path, text);
  if (is_there && ::access(path.c_str(), W_OK) != 0) return errno;  // a rename would not ask
  fs::path beside;
  const int file = make_beside(path, beside);
  if (file >= 0) return replace(path, beside, file, is_there ? &old : nullptr, text);
  // A file that may be written in a folder that may not.
  return is_there && (errno == EACCES || errno == EPERM) ? write_in_place(path, text) : errno;
}

}  // namespace

Status not_written(const fs::path& path, int error_number) {
  return {Trouble::io, fmt::format("{}: cannot be written: {}", path.string(),
                                   error_number != 0 ? std::strerror(error_number) : "unknown error")};
}

bool is_written_in_place(const fs::path& path) {
  struct stat old {};
  return ::lstat(path.c_str(), &old) == 0 && stays(old);
}

Status write_text(const fs::path& path, std::string_view text) {
  const int error_number = write_whole(path, text);
  return error_number == 0 ? Status() : not_written(path, error_number);
}

}  // namespace docmill::host
