#include "host/support/links.hpp"

#include <system_error>

namespace docmill::host {

namespace fs = std::filesystem;

namespace {

// Without dots. ".." is above where a folder is, not above the link that it is reached by.
fs::path tidy(fs::path path) {
  if (!path.has_filename()) path = path.parent_path();
  const bool has_name = path.filename() != "." && path.filename() != "..";
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(has_name ? path.parent_path() : path, error);
  if (error) return path.lexically_normal();
  return has_name ? folder / path.filename() : folder;
}

}  // namespace

std::optional<fs::path> without_links(fs::path path) {
  constexpr int most_links = 40;
  std::error_code error;
  for (int i = 0; i < most_links; ++i) {
    if (!fs::is_symlink(fs::symlink_status(path, error))) return path;
    path = tidy(path.parent_path() / fs::read_symlink(path, error));
  }
  return std::nullopt;
}

}  // namespace docmill::host
