#include "cli/locked_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/exit_codes.hpp"

namespace docmill::cli {

Flag LockedRun::flag() {
  return cli::flag("--locked", "[=source]", &mode_,
                   "Refuse to run with anything but what the lock beside the pipeline says; with =source, accept "
                   "plugins built again from the same source",
                   one_of({"", "source"}));
}

std::optional<int> LockedRun::prepare(const host::PipelineRequest& request, host::PluginSearch& search,
                                      Messages& messages) {
  if (!asked()) return std::nullopt;
  pipeline_ = request.path.string();
  Result<tooling::Lock> lock = tooling::read_lock(tooling::lock_path(pipeline_));
  if (!lock.ok()) {
    messages.error(lock.status().message());
    return code_of(lock.status().trouble());
  }
  lock_ = std::move(lock.value());
  mode_of_lock_ = *mode_ == "source" ? tooling::LockMode::source : tooling::LockMode::exact;
  host::Diagnostics said_later;
  const host::PipelineFile file = host::read_pipeline_file(request.path, request.overrides, said_later);
  if (!said_later.has_errors() && lock_->pipeline.name != file.name) {
    messages.error(fmt::format("{}: it is the lock of the pipeline '{}', not of '{}'; make it with: docmill lock {}",
                               tooling::lock_path(pipeline_).string(), lock_->pipeline.name, file.name, pipeline_));
    return usage_error;
  }
  const auto others = tooling::check_locked_plugins(*lock_, file, search, mode_of_lock_, pipeline_);
  if (const auto code = refuse(others, "nothing was loaded", messages)) return code;
  Result<std::unique_ptr<host::TemporaryFolder>> copies = host::TemporaryFolder::make("docmill-plugins");
  if (!copies.ok()) {
    messages.error(copies.status().message());
    return code_of(copies.status().trouble());
  }
  copies_ = std::move(copies.value());
  search.copies = copies_->path();
  return std::nullopt;
}

std::optional<int> LockedRun::compare(const host::PreparedPipeline& prepared, Messages& messages) {
  if (!asked()) return std::nullopt;
  if (const Status s = prepared.resources.check_believed(); !s.ok()) {
    messages.error(s.message());
    return code_of(s.trouble());
  }
  const auto all = tooling::check_lock(*lock_, tooling::lock_of(prepared), mode_of_lock_, pipeline_);
  for (const tooling::LockedDifference& d : all)
    if (d.accepted) messages.say(fmt::format("accepted by --locked=source: {}", d.what));
  return refuse(all, "nothing was run", messages);
}

// Says what is not accepted.
std::optional<int> LockedRun::refuse(const std::vector<tooling::LockedDifference>& all, std::string_view outcome,
                                     Messages& messages) const {
  const auto refused = std::count_if(all.begin(), all.end(), [](const auto& d) { return !d.accepted; });
  if (refused == 0) return std::nullopt;
  std::string text = fmt::format("{}: {} difference{} between what is locked and what is here; {}",
                                 tooling::lock_path(pipeline_).string(), refused, refused == 1 ? "" : "s", outcome);
  for (const tooling::LockedDifference& d : all)
    if (!d.accepted) text += fmt::format("\n  {}\n    {}", d.what, d.remedy);
  messages.error(text);
  return usage_error;
}

}  // namespace docmill::cli
