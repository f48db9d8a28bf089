// `docmill verify`: is an output folder what its manifest says, and does the same run give it again?
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"
#include "tooling/results/read_run_origin.hpp"
#include "tooling/verify/finding.hpp"
#include "tooling/verify/rerun.hpp"

namespace docmill::tooling {

// One thing that was tried.
struct Check {
  std::string name;        // "files", "rerun", "one thread", ...
  Findings findings;       // none: all is the same
  uint64_t files = 0;      // hashed again
  uint64_t documents = 0;  // compared
};

struct VerifyRequest {
  std::filesystem::path folder;
  bool rerun = false;            // run again, and compare to the byte
  std::optional<double> sample;  // run this share of the documents again, and compare their layers
  bool perturb = false;          // run again (all, or the sample) in each of the ways of all_perturbations()

  // What is said here instead of what timings.json says of the run.
  std::string pipeline;
  std::vector<std::string> inputs;
  std::vector<std::string> plugin_dirs;     // looked at first
  std::vector<std::string> plugin_folders;  // looked at last: those of the program that asks

  // Of a bundle that was unpacked (see bundle/open_bundle.hpp):
  std::optional<Check> files;                  // in place of hashing the output folder; with findings, nothing is run
  std::optional<RunOrigin> origin;             // in place of timings.json
  std::map<std::string, std::string> plugins;  // by stage
  BroughtLibraries libraries;
  bool gathered = false;  // the inputs were found by content: what lay beside them is not known
};

struct Verification {
  std::vector<Check> checks;
  std::vector<std::string> not_reproducible;  // what the run says of itself
  bool same() const;
};

// `on_check` is called after each check. The status says why nothing could be tried: no output folder, a run that
// cannot be asked for again.
Result<Verification> verify(const VerifyRequest& request, const std::function<void(const Check&)>& on_check);

// "5%" as 0.05; above 0%, up to 100%. Nothing when it is no such share.
std::optional<double> share_of(const std::string& text);

}  // namespace docmill::tooling
