#include "host/support/cache_folder.hpp"

#include <cstdlib>

namespace docmill::host {

namespace fs = std::filesystem;

fs::path cache_folder(const std::string& said) {
  if (!said.empty()) return said;
  if (const char* own = std::getenv("DOCMILL_CACHE"); own != nullptr && *own != '\0') return own;
  if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg != nullptr && *xdg == '/') return fs::path(xdg) / "docmill";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return fs::path(home) / ".cache/docmill";
  return {};
}

}  // namespace docmill::host
