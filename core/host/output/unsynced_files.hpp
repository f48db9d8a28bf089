// Files that are written in full and wait to be on the disk. A file system writes down its own state at every fsync; of
// several that are waited for at once it does so for all together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"

namespace docmill::host {

// Not for several threads.
class UnsyncedFiles {
 public:
  UnsyncedFiles() = default;
  ~UnsyncedFiles();
  UnsyncedFiles(const UnsyncedFiles&) = delete;
  UnsyncedFiles& operator=(const UnsyncedFiles&) = delete;

  // Takes over the descriptor, unless it throws. `shown` and `size` are for messages.
  void add(int file, std::string shown, uint64_t size);
  // Waits until all are on the disk and closes them; `at_once`: several at a time. Tells the first that is not.
  Status sync(bool at_once);

 private:
  struct File {
    int descriptor;
    std::string shown;
    uint64_t size;
    int error = 0;
  };
  static void sync_one(File& file);
  void sync_at_once();

  std::vector<File> files_;
};

}  // namespace docmill::host
