// Answers by key in one SQLite file, of bounded size, for one process or several at once. What is found is checked
// against its own sum; what is damaged is forgotten.
//
// When the file is damaged it is made anew, when the disk is full or another process holds it for long, results are
// not kept; trouble() says so, and nothing fails.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "host/support/sha256.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct StageResultTableFacts {
  uint64_t stage_results = 0;
  uint64_t bytes = 0;       // of results, without SQLite's own
  uint64_t file_bytes = 0;  // on the disk
  uint64_t limit = 0;
};

// Who opens the file. A write-ahead log lets readers go on beside a writer, but lives in memory that the processes of
// one machine share (https://www.sqlite.org/wal.html); for several machines there is the rollback journal, which needs
// nothing but locks. One file must not be opened both ways at once.
enum class TableSharing { one_machine, several_machines };

// May be used by several threads at once.
class StageResultTable {
 public:
  // Opens, or makes, the file. When the results in it pass `limit` bytes, those that nobody has found for longest go
  // first. The status says why it cannot be used.
  static Result<std::unique_ptr<StageResultTable>> open(const std::filesystem::path& file, uint64_t limit,
                                                        TableSharing sharing = TableSharing::one_machine);
  // Keeps what waits, and forgets what is above the limit.
  ~StageResultTable();

  bool find(const Digest& key, std::string& out);
  // The first result of a key stays. It may wait in memory until flush(), or until more have come.
  void insert(const Digest& key, std::string_view stage_result);
  void flush();

  StageResultTableFacts facts();
  // Forgets everything.
  Status clear();
  uint64_t damaged() const;     // entries whose sum was wrong
  std::string trouble() const;  // empty when all is well

 private:
  struct State;
  explicit StageResultTable(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace docmill::tooling
