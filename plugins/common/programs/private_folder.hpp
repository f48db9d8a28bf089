// A folder below TMPDIR that only this user can read, with copies of some files; gone with its object. One that a
// killed process has left is removed when the next is made: it is locked as long as its object lives.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::process {

class PrivateFolder {
 public:
  // (relative path, bytes); the copies can be read and executed. Throws std::runtime_error with a sentence.
  explicit PrivateFolder(const std::vector<std::pair<std::string, std::string_view>>& files);
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  void make();
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace docmill::process
