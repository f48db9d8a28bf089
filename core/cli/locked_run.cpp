#include "cli/locked_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/exit_codes.hpp"

namespace docmill::cli {

Flag LockedRun::flag() {
  return cli::flag("--locked", "source", &mode_,
                   "Refuse to run with anything but what the lock beside the pipeline says; with =source, accept "
                   "plugins built again from the same source",
                   one_of({"", "source"}));
}

std::optional<int> LockedRun::prepare(const std::string& pipeline, host::PluginSearch& search, Messages& messages) {
  if (!asked()) return std::nullopt;
  pipeline_ = pipeline;
  Result<tooling::Lock> lock = tooling::read_lock(tooling::lock_path(pipeline));
  if (!lock.ok()) {
    messages.error(lock.status().message());
    return code_of(lock.status().trouble());
  }
  lock_ = std::move(lock.value());
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
  const std::string path = tooling::lock_path(pipeline_).string();
  const tooling::Lock now = tooling::lock_of(prepared);
  if (lock_->pipeline.name != now.pipeline.name) {
    messages.error(fmt::format("{}: it is the lock of the pipeline '{}', not of '{}'; make it with: docmill lock {}",
                               path, lock_->pipeline.name, now.pipeline.name, pipeline_));
    return usage_error;
  }
  const tooling::LockMode mode = *mode_ == "source" ? tooling::LockMode::source : tooling::LockMode::exact;
  const std::vector<tooling::LockedDifference> all = tooling::check_lock(*lock_, now, mode, pipeline_);
  const auto refused = std::count_if(all.begin(), all.end(), [](const auto& d) { return !d.accepted; });
  for (const tooling::LockedDifference& d : all)
    if (d.accepted) messages.say(fmt::format("accepted by --locked=source: {}", d.what));
  if (refused == 0) return std::nullopt;
  std::string text = fmt::format("{}: {} difference{} between what is locked and what is here; nothing was run", path,
                                 refused, refused == 1 ? "" : "s");
  for (const tooling::LockedDifference& d : all)
    if (!d.accepted) text += fmt::format("\n  {}\n    {}", d.what, d.remedy);
  messages.error(text);
  return usage_error;
}

}  // namespace docmill::cli
