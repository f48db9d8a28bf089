// Files without a name, in the folder for temporary files: gone with the process, however it ends.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace docmill {

// Opened at once, so that a process that may open no file any more can still write to them. Owns the descriptors.
class TemporaryFiles {
 public:
  // Opens `n` files in TMPDIR, or /tmp. Throws std::runtime_error that says where and why not.
  explicit TemporaryFiles(std::size_t n);
  ~TemporaryFiles();
  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;

  std::size_t size() const { return descriptors_.size(); }
  int descriptor(std::size_t i) const { return descriptors_[i]; }
  // The folder they are in, for messages.
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::vector<int> descriptors_;
};

}  // namespace docmill
