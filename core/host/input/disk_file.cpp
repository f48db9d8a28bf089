#include "host/input/disk_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "host/input/file_problem.hpp"

namespace docmill::host {
namespace {

constexpr uint64_t worth_announcing = 1 << 20;  // bytes from which the kernel is told to read ahead

bool same_file_content(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

// Standard input may have been set not to block by whoever started the program.
void wait_for_input(int descriptor) {
  pollfd wanted{descriptor, POLLIN, 0};
  poll(&wanted, 1, -1);
}

}  // namespace

std::optional<Problem> DiskFile::open(const std::filesystem::path& path) {
  close();
  problem_.reset();
  offset_ = 0;
  at_end_ = false;
  before_ = {};
  is_stdin_ = path == "-";
  if (is_stdin_) {
    descriptor_ = STDIN_FILENO;
    return std::nullopt;
  }
  // A fifo without a writer would block without O_NONBLOCK; for files it changes nothing.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor_ < 0) {
    const int error = errno;
    struct stat entry {};
    const bool is_link = ::lstat(path.c_str(), &entry) == 0 && S_ISLNK(entry.st_mode);
    return problem_ = error == ENOENT && !is_link ? vanished() : problem_of_errno(error);
  }
  if (fstat(descriptor_, &before_) != 0) return problem_ = problem_of_errno(errno);
  if (!S_ISREG(before_.st_mode)) return problem_ = not_a_file(before_.st_mode);
  if (size() >= worth_announcing) posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::nullopt;
}

std::size_t DiskFile::read(char* buffer, std::size_t n) {
  const std::size_t done = read_unhashed(buffer, n);
  hash_.update(buffer, done);
  return done;
}

std::size_t DiskFile::read_unhashed(char* buffer, std::size_t n) {
  std::size_t done = 0;
  while (done < n && !at_end_ && !problem_) {
    const ssize_t got = ::read(descriptor_, buffer + done, n - done);
    if (got < 0) {
      if (errno == EAGAIN) wait_for_input(descriptor_);
      else if (errno != EINTR) problem_ = problem_of_errno(errno);
      continue;
    }
    at_end_ = got == 0;
    done += static_cast<std::size_t>(got);
    if (is_stdin_ && got > 0) break;
  }
  offset_ += done;
  bytes_read_.fetch_add(done, std::memory_order_relaxed);
  return done;
}

std::optional<Problem> DiskFile::finish(FileDigest& digest) {
  const Digest hash = hash_.finish();
  digest.size = offset_;
  bool is_complete = false;
  std::optional<Problem> changed = finish_unhashed(is_complete);
  digest.sha256 = is_complete ? to_hex(hash) : "";
  return changed;
}

std::optional<Problem> DiskFile::finish_unhashed(bool& is_complete) {
  struct stat after {};
  const bool changed = !is_stdin_ && descriptor_ >= 0 && !problem_ &&
                       (fstat(descriptor_, &after) != 0 || !same_file_content(before_, after));
  is_complete = !problem_ && !changed && descriptor_ >= 0 && (is_stdin_ ? at_end_ : offset_ == size());
  close();
  if (changed) return changed_while_read();
  return std::nullopt;
}

void DiskFile::close() {
  if (descriptor_ >= 0 && !is_stdin_) ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace docmill::host
