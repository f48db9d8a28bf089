// The SHA-256 of a large file, written beside it by whoever made it: NAME.hashes holds the hash of the whole and that
// of each chunk, so that a reader need not hash a gigabyte before it begins, and can look at some chunks all the same.
//
//   docmill-hashes 1
//   size 1288490188
//   sha256 HEX                 of the file, as sha256sum gives it
//   chunks 1048576 1229        bytes of each (but the last), and how many
//   HEX                        of each chunk
//   seal HEX                   SHA-256 of all lines before
//
// It is no signature: who can write both files can make them agree.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

struct ChunkHashes {
  static constexpr std::size_t chunk_size = std::size_t{1} << 20;
  static constexpr std::size_t looked_at = 16;  // chunks of a sample

  uint64_t size = 0;   // of the file, in bytes
  std::string sha256;  // 64 hexadecimal digits
  std::vector<Digest> chunks;

  // NAME.hashes
  static std::filesystem::path path_for(const std::filesystem::path& file);
  // Reads all of `bytes`.
  static ChunkHashes of(std::string_view bytes);
  // Nothing for what text() did not write.
  static std::optional<ChunkHashes> parse(std::string_view text);

  std::string text() const;
  // Has `bytes` the right size, and do its first and last chunk and those between at equal distances, `looked_at` in
  // all, have their hashes?
  bool sample_fits(std::string_view bytes) const;
};

// Hashes the finished file `path` and writes NAME.hashes beside it, as a whole or not at all.
Status write_chunk_hashes(const std::filesystem::path& path);
// What NAME.hashes says, where it is a regular file, not older than `path` and of the right form.
std::optional<ChunkHashes> read_chunk_hashes(const std::filesystem::path& path);

}  // namespace docmill::host
