// The SHA-256 of large files that were hashed before, so that a knowledge base of a gigabyte is not read from end to
// end whenever a run begins. A hash is believed as long as the file is the same one by device and inode and has the
// same size, time of change and time of its content; a file that changed in the last seconds is not remembered, because
// one more change could leave its times as they are (the rule by which git trusts its index).
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace docmill::host {

class KnownHashes {
 public:
  // Smaller files are hashed faster than it is worth to remember.
  static constexpr uint64_t worth_remembering = uint64_t{32} << 20;

  // FOLDER/hashes holds a small file for each; it is made when needed. An empty folder knows and remembers nothing.
  explicit KnownHashes(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // 64 hexadecimal digits. `path` is canonical, `info` what stat says of it.
  std::optional<std::string> find(const std::filesystem::path& path, const struct stat& info) const;
  // Where it cannot be written it is not: the hash is computed again then.
  void remember(const std::filesystem::path& path, const struct stat& info, const std::string& sha256) const;

 private:
  std::filesystem::path file_for(const std::filesystem::path& path) const;
  std::filesystem::path folder_;
};

}  // namespace docmill::host
