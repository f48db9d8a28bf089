#include "compile/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace docmill::linker {
namespace {

constexpr std::size_t read_ahead = std::size_t{1} << 18;

[[noreturn]] void fail(const std::string& folder, int error) {
  throw std::runtime_error("temporary files in " + folder + ": " + std::strerror(error) +
                           "; name another folder with --temporary");
}

}  // namespace

TemporaryFile::TemporaryFile(const std::string& folder) : folder_(folder) {
  std::string name = folder + "/docmill-kb-XXXXXX";
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0) fail(folder_, errno);
  ::unlink(name.c_str());
}

TemporaryFile::~TemporaryFile() {
  if (file_ >= 0) ::close(file_);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), size_(other.size_), folder_(std::move(other.folder_)) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(size_, other.size_);
  std::swap(folder_, other.folder_);
  return *this;
}

void TemporaryFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(folder_, n < 0 ? errno : ENOSPC);
    bytes.remove_prefix(static_cast<std::size_t>(n));
    size_ += static_cast<uint64_t>(n);
  }
}

std::size_t TemporaryFile::read(uint64_t offset, char* to, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::pread(file_, to + done, size - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(folder_, errno);
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

void Spool::spill() {
  if (!file_.open()) file_ = TemporaryFile(folder_);
  file_.append(kept_);
  kept_.clear();
}

std::string_view Spool::Reader::next(std::size_t size) {
  if (buffer_.size() - at_ < size) {
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t had = buffer_.size();
    const uint64_t left = spool_.size() - fetched_;
    const auto want = static_cast<std::size_t>(std::min<uint64_t>(left, std::max(size - had, read_ahead)));
    buffer_.resize(had + want);
    std::size_t got = 0;
    if (fetched_ < spool_.file_.size()) got = spool_.file_.read(fetched_, buffer_.data() + had, want);
    if (got < want) {
      const uint64_t from = fetched_ + got - spool_.file_.size();
      spool_.kept_.copy(buffer_.data() + had + got, want - got, static_cast<std::size_t>(from));
    }
    fetched_ += want;
  }
  const std::string_view bytes = std::string_view(buffer_).substr(at_, size);
  at_ += bytes.size();
  return bytes;
}

}  // namespace docmill::linker
