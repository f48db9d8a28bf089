// Runs checks over a plugin, each in a process of its own, and gathers what they say.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "checker/check_table.hpp"
#include "checker/request.hpp"

namespace docmill::checker {

enum class Verdict { ok, failed, skipped };

struct CheckResult {
  const Check* check = nullptr;
  Verdict verdict = Verdict::ok;
  std::vector<std::string> reasons;  // of a failure: one at least; of a skip: why
  std::string said;                  // what the process printed before it crashed, the end of it
};

struct Report {
  std::string refusal;                // the plugin could not be loaded; then only the first check has a result
  std::vector<std::string> mistakes;  // of the request; then there are no results
  std::vector<std::string> stages;    // "word-count 1.0.0"
  std::vector<std::string> readers;   // likewise
  std::vector<CheckResult> results;

  std::size_t count(Verdict verdict) const;
};

struct RunSettings {
  bool here = false;                                  // without child processes, for a debugger
  std::function<void(const CheckResult&)> on_result;  // in the order of the table
  std::function<void(const Report&)> on_loaded;       // before the first result
};

// This process never runs code of the plugin (unless `here`), whatever the plugin does.
Report run_checks(const Request& request, const std::vector<const Check*>& checks, const RunSettings& settings);

}  // namespace docmill::checker
