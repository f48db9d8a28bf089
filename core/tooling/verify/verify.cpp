#include "tooling/verify/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "host/formats/manifest.hpp"
#include "host/run/recorded_results.hpp"
#include "host/support/temporary_folder.hpp"
#include "tooling/verify/compare_runs.hpp"
#include "tooling/verify/perturbations.hpp"
#include "tooling/verify/rehash.hpp"
#include "tooling/verify/rerun.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

std::string absolute(const std::string& path) {
  std::error_code error;
  const fs::path full = fs::absolute(path, error);
  return error || path == "-" ? path : full.lexically_normal().string();
}

class Verifier {
 public:
  Verifier(const VerifyRequest& request, const std::function<void(const Check&)>& on_check)
      : request_(request), on_check_(on_check) {}

  Result<Verification> run() {
    Result<Manifest> manifest = read_manifest(request_.folder);
    if (!manifest.ok()) return manifest.status();
    expected_ = {request_.folder, std::move(manifest.value())};
    result_.not_reproducible = expected_.manifest.not_reproducible_because;
    const bool runs = request_.rerun || request_.sample || request_.perturb;
    if (Status s = runs ? find_origin() : Status(); !s.ok()) return s;

    check_files();
    if (request_.rerun || (request_.sample && !request_.perturb))
      try_again(request_.rerun ? "rerun" : "sample", 0, {}, {});
    if (request_.perturb) {
      Result<std::unique_ptr<TemporaryFolder>> elsewhere = TemporaryFolder::make("docmill-elsewhere");
      if (!elsewhere.ok()) return elsewhere.status();
      for (const Perturbation& p : all_perturbations(elsewhere.value()->path()))
        try_again(p.name, p.threads, p.execution, p.process);
    }
    return std::move(result_);
  }

 private:
  // How the run is asked for again.
  Status find_origin() {
    if (request_.origin) {
      origin_ = *request_.origin;
    } else {
      const Result<RunOrigin> read = read_run_origin(request_.folder);
      if (!read.ok() && request_.pipeline.empty()) return read.status();
      if (read.ok()) origin_ = read.value();
    }
    if (!request_.pipeline.empty()) origin_.pipeline = absolute(request_.pipeline);
    if (!request_.inputs.empty()) origin_.inputs.clear();
    for (const std::string& input : request_.inputs) origin_.inputs.push_back(absolute(input));
    for (auto dir = request_.plugin_dirs.rbegin(); dir != request_.plugin_dirs.rend(); ++dir)
      origin_.plugin_folders.insert(origin_.plugin_folders.begin(), absolute(*dir));
    for (const std::string& folder : request_.plugin_folders) origin_.plugin_folders.push_back(absolute(folder));
    if (std::find(origin_.inputs.begin(), origin_.inputs.end(), "-") != origin_.inputs.end())
      return {Trouble::usage,
              fmt::format("{}: the run read standard input, which is gone; give the same bytes with --input",
                          request_.folder.string())};
    return {};
  }

  void check_files() {
    if (request_.files) return done(*request_.files);
    Rehash rehashed = rehash(expected_.path, expected_.manifest);
    done({"files", std::move(rehashed.findings), rehashed.files, rehashed.documents});
  }

  void try_again(const std::string& name, unsigned threads, const ExecutionSettings& execution,
                 const ProcessSettings& process) {
    Check check{name, {}, 0, 0};
    // A pipeline, a plugin, a library or a program that is not what was packed could do anything.
    if (request_.files && !request_.files->findings.none())
      check.findings.add("nothing was run: what differs from its hash is never loaded");
    else run_and_compare(check, threads, execution, process);
    done(std::move(check));
  }

  void run_and_compare(Check& check, unsigned threads, const ExecutionSettings& execution,
                       const ProcessSettings& process) {
    const Result<std::unique_ptr<TemporaryFolder>> folder = TemporaryFolder::make("docmill-verify");
    if (!folder.ok()) return check.findings.add(folder.status().message());
    const fs::path out = folder.value()->path() / "out";
    RerunRequest again{origin_, request_.plugins, {}, request_.libraries, out.string(), {}, {}};
    for (const StageRecord& stage : expected_.manifest.pipeline.stages) again.hashes[stage.name] = stage.plugin.sha256;
    // What came from the world is given again as it was recorded; the rest must follow from it.
    std::error_code error;
    if (fs::exists(request_.folder / recorded_name, error)) again.replay = absolute(request_.folder);
    again.settings.threads = threads;
    again.settings.execution = execution;
    again.settings.sample = request_.rerun && !request_.perturb ? std::nullopt : request_.sample;
    if (const Status s = rerun(again, process, folder.value()->path()); !s.ok())
      return check.findings.add("the run could not be repeated: " + s.message());
    Result<Manifest> manifest = read_manifest(out);
    if (!manifest.ok()) return check.findings.add(manifest.status().message());
    const RunFolder got{out, std::move(manifest.value())};
    if (again.settings.sample) {
      check.findings = compare_sample(expected_, got, *again.settings.sample, check.documents);
    } else {
      check.documents = expected_.manifest.documents.total;
      check.findings = compare_runs(expected_, got, request_.gathered);
    }
  }

  void done(Check check) {
    if (on_check_) on_check_(check);
    result_.checks.push_back(std::move(check));
  }

  const VerifyRequest& request_;
  const std::function<void(const Check&)>& on_check_;
  RunFolder expected_;
  RunOrigin origin_;
  Verification result_;
};

}  // namespace

bool Verification::same() const {
  return std::all_of(checks.begin(), checks.end(), [](const Check& c) { return c.findings.none(); });
}

Result<Verification> verify(const VerifyRequest& request, const std::function<void(const Check&)>& on_check) {
  return Verifier(request, on_check).run();
}

std::optional<double> share_of(const std::string& text) {
  double percent = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, percent);
  if (error != std::errc() || stop + 1 != end || *stop != '%') return std::nullopt;
  if (!(percent > 0 && percent <= 100)) return std::nullopt;
  return percent / 100;
}

}  // namespace docmill::tooling
