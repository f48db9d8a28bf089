// The ways in which `verify --perturb` runs again: none of them may show in a result.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/run/run_settings.hpp"
#include "tooling/namespace.hpp"
#include "tooling/verify/rerun.hpp"

namespace docmill::tooling {

struct Perturbation {
  std::string name;  // "batches of 1", "time zone UTC-13:37": for people
  unsigned threads = 0;
  ExecutionSettings execution;
  ProcessSettings process;
};

// All of them, in the order in which they are tried: cheap causes first. `elsewhere` is an empty folder to work in.
std::vector<Perturbation> all_perturbations(const std::filesystem::path& elsewhere);

// A locale of this machine whose rules differ most from C: Turkish (letters), German (numbers), any other; "" for none.
std::string strange_locale();

}  // namespace docmill::tooling
