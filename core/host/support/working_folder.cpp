#include "host/support/working_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <system_error>

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

struct Start {
  fs::path path;
  int handle;

  Start() : handle(::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    std::error_code error;
    path = fs::current_path(error);
    if (error) path.clear();
  }
};

const Start& start() {
  static const Start* at = new Start;  // the handle stays open to the end
  return *at;
}

}  // namespace

const fs::path& working_folder() { return start().path; }

fs::path anchored(const fs::path& path) {
  if (path.empty() || path.is_absolute() || path == "-") return path;
  return working_folder() / path;
}

bool return_to_working_folder() {
  struct stat there, here;
  const int handle = start().handle;
  if (handle < 0 || ::fstat(handle, &there) != 0) return false;
  if (::stat(".", &here) == 0 && here.st_dev == there.st_dev && here.st_ino == there.st_ino) return false;
  return ::fchdir(handle) == 0;
}

}  // namespace docmill::host
