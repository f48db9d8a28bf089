#include "private_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace docmill::process {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::runtime_error(path.string() + ": " + std::generic_category().message(errno));
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0500);
  if (file < 0) fail(path);
  while (!bytes.empty()) {
    const ssize_t n = write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      close(file);
      errno = error;
      fail(path);
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  if (close(file) != 0) fail(path);
}

}  // namespace

PrivateFolder::PrivateFolder(const std::vector<std::pair<std::string, std::string_view>>& files) {
  const char* temporary = std::getenv("TMPDIR");
  std::string name =
      std::string(temporary != nullptr && *temporary != 0 ? temporary : "/tmp") + "/docmill-process-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) fail(name);
  path_ = name;
  try {
    for (const auto& [file, bytes] : files) {
      std::filesystem::create_directories((path_ / file).parent_path());
      write_file(path_ / file, bytes);
    }
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    throw;
  }
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace docmill::process
