// A folder of the test's own, empty at the start; its files are named as a user in that folder would name them.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace docmill::host::test {

class TempFolder {
 public:
  explicit TempFolder(const std::string& name) : path_(std::filesystem::path(DOCMILL_TEST_OUTPUT_DIR) / name) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  std::filesystem::path write(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }
  const std::filesystem::path& path() const { return path_; }
  // The text without the folder's name, which differs from machine to machine.
  std::string relative(std::string text) const {
    const std::string prefix = path_.string() + "/";
    for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) text.erase(at, prefix.size());
    return text;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace docmill::host::test
