#include "temporary_files/temporary_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace docmill {

namespace {

// Without a name from the beginning, where the file system can do that; otherwise the name is removed at once.
int open_nameless(const std::string& folder) {
  const int nameless = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (nameless >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return nameless;
  std::string name = folder + "/docmill-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

TemporaryFiles::TemporaryFiles(std::size_t n) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);  // TMPDIR, or /tmp
  if (error)
    throw std::runtime_error(
        "no temporary file can be made: TMPDIR names no folder; set it to one with room for what is written");
  folder_ = folder.string();
  for (std::size_t i = 0; i < n; ++i) {
    const int descriptor = open_nameless(folder_);
    if (descriptor < 0) {
      const std::string why = std::strerror(errno);
      for (const int open : descriptors_) ::close(open);
      throw std::runtime_error("no temporary file can be made in " + folder_ + ": " + why +
                               "; set TMPDIR to a folder with room for what is written");
    }
    descriptors_.push_back(descriptor);
  }
}

TemporaryFiles::~TemporaryFiles() {
  for (const int descriptor : descriptors_) ::close(descriptor);
}

}  // namespace docmill
