#include "host/cache/result_cache.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace docmill::host {

namespace fs = std::filesystem;

fs::path ResultCache::folder_for(const std::string& flag) {
  if (!flag.empty()) return flag;
  if (const char* own = std::getenv("DOCMILL_CACHE"); own != nullptr && *own != '\0') return own;
  if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg != nullptr && *xdg == '/') return fs::path(xdg) / "docmill";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return fs::path(home) / ".cache/docmill";
  return {};
}

Result<std::unique_ptr<ResultCache>> ResultCache::open(const fs::path& folder, uint64_t limit) {
  const auto trouble = [&](const std::string& why) {
    return Status(Trouble::io, fmt::format("the cache cannot be used: {}", why));
  };
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return trouble(fmt::format("{}: {}", folder.string(), error.message()));
  Result<std::unique_ptr<AnswerTable>> table = AnswerTable::open(folder / "results.sqlite", limit);
  if (!table.ok()) return trouble(table.status().message());
  return std::unique_ptr<ResultCache>(new ResultCache(std::move(table.value())));
}

bool ResultCache::find(const Digest& key, Document&, std::string& out) { return table_->find(key, out); }

void ResultCache::keep(const Digest& key, Document&, uint32_t verdict, std::string_view answer) {
  if (verdict != DOCMILL_FAIL) table_->insert(key, answer);
}

}  // namespace docmill::host
