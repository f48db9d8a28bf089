// What failed in a finished run, and with `dropped` what was dropped, in groups of one stage and one code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct FailedDocument {
  std::string id, place;
  std::string locator;          // of one that a reader has cut: where it is in the file; empty: not said
  std::string place_beside_id;  // of both what the id does not say: for people
  std::string message;
};

struct FailureGroup {
  std::string outcome, stage, code;  // outcome: "failed" or "dropped"
  uint64_t documents = 0;
  std::vector<FailedDocument> first;  // in input order
};

// The largest group first, ties in the order in which they began. Of each the first `shown` documents are kept; beyond
// 10,000 groups the rest is one group with the code "…". Reads the index once.
Result<std::vector<FailureGroup>> failure_groups(const std::filesystem::path& folder, std::size_t shown, bool dropped);

}  // namespace docmill::tooling
