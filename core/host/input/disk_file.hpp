// One file of the input read from front to back, every byte through SHA-256. Never blocks on a fifo, never follows a
// file that changes in silence.
#pragma once

#include <sys/stat.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "host/input/input.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

class DiskFile {
 public:
  // Counts every byte read into `bytes_read`, which must outlive the file.
  explicit DiskFile(std::atomic<uint64_t>& bytes_read) : bytes_read_(bytes_read) {}
  ~DiskFile() { close(); }
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  // "-" is standard input, which stays open.
  std::optional<Problem> open(const std::filesystem::path& path);
  // Size on the disk when it was opened; 0 of standard input.
  uint64_t size() const { return is_stdin_ ? 0 : static_cast<uint64_t>(before_.st_size); }
  bool is_stdin() const { return is_stdin_; }
  // Reads up to `n` bytes: all of them unless the file ends (of standard input: what is there). 0 at the end or at a
  // problem.
  std::size_t read(char* buffer, std::size_t n);
  // Bytes read so far.
  uint64_t offset() const { return offset_; }
  const std::optional<Problem>& problem() const { return problem_; }
  // Ends the reading: `digest` is filled when all of the file was read. A problem when the file is not what it was.
  std::optional<Problem> finish(FileDigest& digest);

  // The same in two steps, where the caller has all of the file and sees to its hash: reads without hashing, and says
  // in the end whether all of the file was read.
  std::size_t read_unhashed(char* buffer, std::size_t n);
  std::optional<Problem> finish_unhashed(bool& is_complete);

 private:
  void close();

  std::atomic<uint64_t>& bytes_read_;
  int descriptor_ = -1;
  bool is_stdin_ = false;
  bool at_end_ = false;
  uint64_t offset_ = 0;
  struct stat before_ {};
  Sha256 hash_;
  std::optional<Problem> problem_;
};

}  // namespace docmill::host
