#include "row_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace docmill::writer_parquet {

namespace {

constexpr std::size_t buffer_size = std::size_t{256} << 10;

}  // namespace

// A byte that tells whether there is a value, then the value; texts behind their length. Read by who has written it.
void RowFile::add_null() { buffer_ += '\0'; }

void RowFile::add(int64_t value) {
  buffer_ += '\1';
  buffer_.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void RowFile::add(double value) {
  buffer_ += '\1';
  buffer_.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void RowFile::add(std::string_view value) {
  add(static_cast<int64_t>(value.size()));
  buffer_ += value;
}

void RowFile::end_row() {
  ++n_rows_;
  if (buffer_.size() >= buffer_size) flush();
}

void RowFile::flush() {
  for (std::size_t at = 0; at < buffer_.size();) {
    const ssize_t put =
        ::pwrite(descriptor_, buffer_.data() + at, buffer_.size() - at, static_cast<off_t>(file_offset_));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0)
      throw std::runtime_error(std::string("the rows cannot be kept: ") + std::strerror(put < 0 ? errno : ENOSPC) +
                               "; they grow in " + folder_ + ", which TMPDIR chooses");
    at += static_cast<std::size_t>(put);
    file_offset_ += static_cast<uint64_t>(put);
  }
  buffer_.clear();
  if (buffer_.capacity() > 4 * buffer_size) buffer_.shrink_to_fit();  // one enormous document is not for ever
}

void RowFile::begin_reading() {
  flush();
  file_size_ = file_offset_;
  file_offset_ = 0;
  at_ = 0;
}

// Makes sure that `n` bytes stand in the buffer from at_ on.
void RowFile::fill(std::size_t n) {
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t had = buffer_.size();
  const uint64_t left = file_size_ - file_offset_;
  const auto want = static_cast<std::size_t>(std::min<uint64_t>(std::max(n, buffer_size) - had, left));
  buffer_.resize(had + want);
  for (std::size_t got = 0; got < want;) {
    const ssize_t step = ::pread(descriptor_, buffer_.data() + had + got, want - got, static_cast<off_t>(file_offset_));
    if (step < 0 && errno == EINTR) continue;
    if (step <= 0) throw std::runtime_error("the rows cannot be read again from " + folder_);
    got += static_cast<std::size_t>(step);
    file_offset_ += static_cast<uint64_t>(step);
  }
  if (buffer_.size() < n) throw std::runtime_error("the rows in " + folder_ + " end too soon");
}

const char* RowFile::take(std::size_t n) {
  if (buffer_.size() - at_ < n) fill(n);
  const char* bytes = buffer_.data() + at_;
  at_ += n;
  return bytes;
}

bool RowFile::read_fixed(void* value, std::size_t n) {
  if (*take(1) == '\0') return false;
  std::memcpy(value, take(n), n);
  return true;
}

bool RowFile::read(std::string_view& value) {
  int64_t size = 0;
  if (!read(size)) return false;
  value = {take(static_cast<std::size_t>(size)), static_cast<std::size_t>(size)};
  return true;
}

}  // namespace docmill::writer_parquet
