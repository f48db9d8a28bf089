#include "tooling/cache/result_cache.hpp"

#include <fmt/format.h>

#include "host/support/cache_folder.hpp"
#include "host/support/file_system.hpp"

namespace docmill::tooling {

namespace fs = std::filesystem;

fs::path ResultCache::folder_for(const std::string& flag) { return cache_folder(flag); }

Result<std::unique_ptr<ResultCache>> ResultCache::open(const fs::path& folder, uint64_t limit) {
  const auto trouble = [&](const std::string& why) {
    return Status(Trouble::io, fmt::format("the cache cannot be used: {}", why));
  };
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return trouble(fmt::format("{}: {}", folder.string(), error.message()));
  const bool alone = network_file_system(folder).empty();
  Result<std::unique_ptr<StageResultTable>> table =
      StageResultTable::open(folder / (alone ? "results.sqlite" : "results-shared.sqlite"), limit,
                             alone ? TableSharing::one_machine : TableSharing::several_machines);
  if (!table.ok()) return trouble(table.status().message());
  return std::unique_ptr<ResultCache>(new ResultCache(std::move(table.value())));
}

bool ResultCache::find(const Digest& key, Document&, std::string& out) { return table_->find(key, out); }

void ResultCache::store(const Digest& key, Document&, uint32_t verdict, std::string_view stage_result) {
  if (verdict != DOCMILL_FAIL) table_->insert(key, stage_result);
}

}  // namespace docmill::tooling
