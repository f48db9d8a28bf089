#include "host/support/write_text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace docmill::host {

Status not_written(const std::filesystem::path& path, int error_number) {
  return {Trouble::io, fmt::format("{}: cannot be written: {}", path.string(),
                                   error_number != 0 ? std::strerror(error_number) : "unknown error")};
}

Status write_text(const std::filesystem::path& path, std::string_view text) {
  std::error_code ignored;
  const bool was_there = std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (file) return {};
  const int error_number = errno;
  if (!was_there) std::filesystem::remove(path, ignored);
  return not_written(path, error_number);
}

}  // namespace docmill::host
