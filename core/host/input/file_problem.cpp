#include "host/input/file_problem.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace docmill::host {

Problem problem_of_errno(int error) {
  switch (error) {
    case EACCES:
    case EPERM: return {"no-permission", "no permission to read it; change its mode or add it to [input] skip"};
    case ELOOP: return {"link-cycle", "a link that leads back to itself; remove it or add it to [input] skip"};
    case EMLINK:
      return {"too-many-links",
              "links lead to this folder in more than 100 ways; remove them or add them to [input] skip"};
    case ENOENT: return {"dangling-link", "it leads to nothing; mend the link or add it to [input] skip"};
    case ENAMETOOLONG: return {"name-too-long", "its path is longer than the system opens; give a folder nearer to it"};
    case EMFILE:
    case ENFILE: return {"not-opened", "too many files are open; raise the limit (ulimit -n)"};
    default: break;
  }
  const char* name = strerrorname_np(error);
  return {"read-error", fmt::format("the system failed to read it ({}); check the disk, then run again",
                                    name != nullptr ? name : "unknown error")};
}

Problem not_a_file(unsigned mode) {
  const char* what = S_ISFIFO(mode) ? "a fifo" : S_ISSOCK(mode) ? "a socket" : S_ISDIR(mode) ? "a folder" : "a device";
  return {"not-a-file", fmt::format("{}, not a file; write \"-\" in [input] from to read a stream", what)};
}

Problem empty_file() { return {"empty", "the file is empty; remove it or add it to [input] skip"}; }

Problem too_large(uint64_t size, uint64_t limit) {
  const std::string how_large = size == 0 ? "it is" : fmt::format("it has {},", readable_size(size));
  return {"too-large", fmt::format("{} over the limit of {}; split it or raise [input] max-document", how_large,
                                   readable_size(limit))};
}

Problem metadata_too_large(uint64_t size, uint64_t limit) {
  return {"too-large", fmt::format("its metadata have {}, over the limit of {}; raise [input] max-document",
                                   readable_size(size), readable_size(limit))};
}

Problem vanished() {
  return {"vanished", "the file was there when the run began, and is gone; run again when nothing removes files"};
}

Problem changed_while_read() {
  return {"changed-while-read", "the file changed while it was read; run again when nothing writes to it"};
}

std::string readable_size(uint64_t bytes) {
  static constexpr const char* units[] = {"KiB", "MiB", "GiB", "TiB"};
  for (int i = 3; i >= 0; --i) {
    const uint64_t unit = uint64_t{1} << (10 * (i + 1));
    if (bytes < unit) continue;
    const uint64_t tenths = bytes / unit * 10 + bytes % unit * 10 / unit;
    if (bytes % unit * 10 % unit != 0) continue;
    return tenths % 10 == 0 ? fmt::format("{} {}", tenths / 10, units[i])
                            : fmt::format("{}.{} {}", tenths / 10, tenths % 10, units[i]);
  }
  return fmt::format("{} bytes", bytes);
}

}  // namespace docmill::host
