// One file of a run: what is appended is buffered, compressed, hashed and written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "host/output/unsynced_files.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

// A file as the manifest names it.
struct WrittenFile {
  std::string name;  // relative to the output folder, '/' between parts
  uint64_t size = 0;
  std::string sha256;
  std::optional<uint64_t> files;  // of a folder: how many; the hash is then over its list of hashes
};

// A stretch of a file: what one chunk of the input has added to it. The checksum (CRC-32) is there to notice what a
// crash of the machine has torn or left as zeros, so that nothing must be synced while a run goes on.
struct FileRange {
  uint64_t size = 0;
  uint32_t crc = 0;
  bool operator==(const FileRange&) const = default;
};

// Not for several threads. After an error every further call gives the same error.
class OutputFile {
 public:
  // Creates `path` (which must not exist) and the folders above it. `shown` is the path for messages.
  OutputFile(const std::filesystem::path& path, std::string shown, Compression compression);
  // Goes on with a file behind its first `kept` bytes, which end with a range; what follows them is cut off. The bytes
  // are read again for the hash.
  OutputFile(const std::filesystem::path& path, std::string shown, Compression compression, uint64_t kept);
  // Takes over one that has just been made.
  OutputFile(int file, std::string shown, Compression compression);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Of much that is not to be compressed nothing is copied.
  Status append(std::string_view bytes);
  // Before the first byte: what the file will have is not compressed, and this is its hash, without a checksum of
  // ranges.
  void take_hash(const Digest& digest);
  // Ends the compression frame (gzip member, zstd frame), so that what follows can be cut off or joined; nothing
  // happens when nothing was appended since the last end, or without compression.
  Status end_frame();
  // Ends the frame and hands everything to the system: the stretch since the last call, or since the beginning.
  Result<FileRange> end_range();
  // Ends the frame, hands everything to the system and closes: it is for the caller to sync the file system, ...
  Status close_unsynced();
  // ... or what has been left to `later`.
  Status close(UnsyncedFiles& later);

  uint64_t size() const { return size_; }                // bytes written to the disk
  const std::string& sha256() const { return sha256_; }  // after close()

 private:
  class Packer;
  Status flush();
  Status write(std::string_view bytes);
  Status end();
  void take_up(uint64_t kept);
  Status fail(int error_number);

  std::string shown_;
  int file_ = -1;
  std::unique_ptr<Packer> packer_;  // null: nothing is compressed
  std::string buffer_;              // bytes as they will be in the file, that wait to be written
  Sha256 hash_;
  bool is_hashed_ = false;  // before it was written
  std::string sha256_;
  uint64_t size_ = 0;
  FileRange range_;
  Status status_;
};

// "no space left on the device", ...: the system's words for an error while writing, with what to do.
std::string write_error(const std::string& shown, int error_number, uint64_t bytes_written);

}  // namespace docmill::host
