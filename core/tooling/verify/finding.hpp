// One thing that is not as it should be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct Finding {
  std::string stage;     // in the pipeline; empty: none, or the host
  std::string document;  // "ID (FILE:LINE)"; empty: none
  std::string what;      // a sentence that says all, stage and document too
};

// Findings of one check. Of many alike the first are kept, all are counted.
struct Findings {
  std::vector<Finding> kept;
  uint64_t total = 0;
  bool none() const { return total == 0; }
  void add(Finding finding) {
    constexpr std::size_t most = 20;
    ++total;
    if (kept.size() < most) kept.push_back(std::move(finding));
  }
  void add(std::string what) { add(Finding{"", "", std::move(what)}); }
};

}  // namespace docmill::tooling
