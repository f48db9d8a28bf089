// The cache of dear stages: answers by key in one SQLite file, for all runs of a user, in one process or several at
// once. It can only save work, never change a result: what is found has been kept under everything that the stage may
// depend on, is checked against its own sum, and then goes through the gate like any other answer.
//
// When the file is damaged it is made anew, when the disk is full or another process holds it for long, answers are
// not kept; the run goes on in either case, and trouble() says so once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "docmill/base/status.hpp"
#include "host/stages/answer_store.hpp"

namespace docmill::host {

struct CacheFacts {
  uint64_t answers = 0;
  uint64_t bytes = 0;       // of answers, without SQLite's own
  uint64_t file_bytes = 0;  // on the disk
  uint64_t limit = 0;
};

class ResultCache : public AnswerStore {
 public:
  static constexpr uint64_t default_limit = uint64_t{10} << 30;

  // Opens, or makes, FOLDER/results.sqlite. When the answers in it pass `limit` bytes, those that no run has used for
  // longest go first. The status says why it cannot be used.
  static Result<std::unique_ptr<ResultCache>> open(const std::filesystem::path& folder, uint64_t limit);
  // Keeps what waits, and forgets what is above the limit.
  ~ResultCache() override;

  // --cache, DOCMILL_CACHE, XDG_CACHE_HOME/docmill, HOME/.cache/docmill; empty when none of them is set.
  static std::filesystem::path folder_for(const std::string& flag);

  bool find(const Digest& key, Document& document, std::string& out) override;
  // Failures are not kept: they may have had another cause than the document.
  void keep(const Digest& key, Document& document, uint32_t verdict, std::string_view answer) override;

  CacheFacts facts();
  // Forgets everything.
  Status clear();
  uint64_t damaged() const;     // entries whose sum was wrong: forgotten
  std::string trouble() const;  // why answers were not kept or the file was made anew; empty when all is well

 private:
  struct State;
  explicit ResultCache(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace docmill::host
