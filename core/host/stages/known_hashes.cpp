#include "host/stages/known_hashes.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <system_error>

#include "host/support/sha256.hpp"

namespace docmill::host {

namespace fs = std::filesystem;

namespace {

constexpr time_t settled_seconds = 2;

std::string identity(const struct stat& s) {
  return fmt::format("{} {} {} {}.{:09} {}.{:09}", s.st_dev, s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec,
                     s.st_ctim.tv_sec, s.st_ctim.tv_nsec);
}

}  // namespace

fs::path KnownHashes::file_for(const fs::path& path) const {
  return folder_ / "hashes" / to_hex(sha256(path.native())).substr(0, 32);
}

std::optional<std::string> KnownHashes::find(const fs::path& path, const struct stat& info) const {
  if (folder_.empty()) return std::nullopt;
  std::ifstream file(file_for(path));
  std::string known, digest, name;
  if (!std::getline(file, known) || !std::getline(file, digest) || !std::getline(file, name)) return std::nullopt;
  if (known != identity(info) || name != path.native() || digest.size() != 64) return std::nullopt;
  if (digest.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  return digest;
}

void KnownHashes::remember(const fs::path& path, const struct stat& info, const std::string& digest) const {
  const time_t last_change = std::max(info.st_mtim.tv_sec, info.st_ctim.tv_sec);
  if (folder_.empty() || std::time(nullptr) - last_change < settled_seconds) return;
  std::error_code error;
  const fs::path file = file_for(path);
  fs::create_directories(file.parent_path(), error);
  if (error) return;
  const fs::path partial = fmt::format("{}.{}", file.native(), ::getpid());
  {
    std::ofstream out(partial);
    out << identity(info) << '\n' << digest << '\n' << path.native() << '\n';
    if (!out.flush()) {
      fs::remove(partial, error);
      return;
    }
  }
  fs::rename(partial, file, error);
}

}  // namespace docmill::host
