// Files that are documents as they lie on the disk, a few read ahead: several digests at once take little longer than
// one (see support/sha256_lanes.hpp).
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "host/input/disk_file.hpp"
#include "host/input/input.hpp"
#include "host/support/sha256_lanes.hpp"

namespace docmill::host {

struct WholeFile {
  std::size_t number = 0;  // in the list
  std::string bytes;
  std::optional<Problem> problem;  // it could not be read, and there are no bytes
  std::optional<Digest> sha256;    // where it was read to its end
  uint64_t size_read = 0;
};

class WholeFiles {
 public:
  // Of these files, which must outlive this; larger ones than `limit` are not read.
  WholeFiles(const InputFiles& files, uint64_t limit) : files_(files), limit_(limit) {}

  // Is the file such a one: not packed, no lines of JSON, of no reader, not standard input?
  static bool is_one(const InputFile& file);
  // This file, which is such a one; to be taken apart by the caller until the next call. Those behind it are read with
  // it, as far as they are such ones, are not many bytes, and stand before `end` in the list. Ask in the order of the
  // list.
  WholeFile& read(std::size_t number, std::size_t end);

 private:
  static constexpr std::size_t most_at_once = 8;
  static constexpr uint64_t most_bytes_at_once = uint64_t{1} << 20;
  static constexpr std::size_t block_size = std::size_t{64} << 10;

  void read_some(std::size_t number, std::size_t end);
  void read_one(const InputFile& file, WholeFile& out);
  void read_all(std::string& bytes);

  const InputFiles& files_;
  const uint64_t limit_;
  std::atomic<uint64_t> bytes_read_{0};  // those of files that nobody will ask for as well
  DiskFile disk_{bytes_read_};
  std::unique_ptr<char[]> block_ = std::make_unique_for_overwrite<char[]>(block_size);
  Sha256Lanes hashes_;
  std::array<WholeFile, most_at_once> read_;
  std::size_t n_read_ = 0, next_ = 0;
};

}  // namespace docmill::host
