// The cache of expensive stages (`cache = true`): their results by content, for all runs of a user. It can only save
// work, never change a result: what is found has been kept under everything that the stage may depend on, and goes
// through the gate like any other answer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "docmill/base/status.hpp"
#include "host/stages/stage_result_store.hpp"
#include "tooling/cache/stage_result_table.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

class ResultCache : public StageResultStore {
 public:
  // FOLDER/results.sqlite; on a network file system, where several machines may come, FOLDER/results-shared.sqlite (see
  // TableSharing).
  static Result<std::unique_ptr<ResultCache>> open(const std::filesystem::path& folder, uint64_t limit);

  // --cache, DOCMILL_CACHE, XDG_CACHE_HOME/docmill, HOME/.cache/docmill; empty when none of them is set.
  static std::filesystem::path folder_for(const std::string& flag);

  bool find(const Digest& key, Document& document, std::string& out) override;
  // Failures are not kept: they may have had another cause than the document.
  void store(const Digest& key, Document& document, uint32_t verdict, std::string_view stage_result) override;

  StageResultTable& table() { return *table_; }

 private:
  explicit ResultCache(std::unique_ptr<StageResultTable> table) : table_(std::move(table)) {}
  std::unique_ptr<StageResultTable> table_;
};

}  // namespace docmill::tooling
