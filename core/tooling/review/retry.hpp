// What failed in a run, tried again: each of those documents alone through the stages, as `docmill explain` does it.
// Nothing is written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "docmill/base/status.hpp"
#include "host/formats/documents_index.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct Retried {
  enum class Now {
    passes,
    dropped,
    fails,
    gone,     // the input does not have it any more
    untried,  // a stage brought its process down on it; here it would take docmill along
  };
  std::string id, place;
  std::string locator;  // of one that a reader has cut: where it is in the file; empty: not said
  IndexedError before;
  Now now = Now::gone;
  std::optional<IndexedError> error;  // of dropped and fails
};

struct RetrySummary {
  uint64_t passes = 0, dropped = 0, fails = 0, gone = 0, untried = 0;
  std::string remembers;  // the ORDERED stage that saw no earlier documents here; empty: none
};

// "passes", "dropped", "fails", "gone", "untried".
const char* name_of(Retried::Now now);

// Goes through the failed documents of the finished run in input order and says each. Reads the files of the input that
// they stand in, once. The status is a sentence.
Result<RetrySummary> retry_failures(const PreparedPipeline& prepared, const std::filesystem::path& folder,
                                    const std::function<void(const Retried&)>& say);

}  // namespace docmill::tooling
