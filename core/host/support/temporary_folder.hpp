// A folder for a while: private (0700), under TMPDIR or /tmp, removed with all that is in it at the end.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "docmill/base/status.hpp"

namespace docmill::host {

class TemporaryFolder {
 public:
  // Under the temporary folder of the system, or under `where`. The name begins with `prefix`.
  static Result<std::unique_ptr<TemporaryFolder>> make(const std::string& prefix,
                                                       const std::filesystem::path& where = {});
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  // Leaves it on the disk.
  void keep() { kept_ = true; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
  bool kept_ = false;
};

}  // namespace docmill::host
