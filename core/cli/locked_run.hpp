// `--locked[=source]`: a command that refuses to work with anything but what the pipeline's lock says.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/common_flags.hpp"
#include "cli/messages.hpp"
#include "command_line/command.hpp"
#include "host/support/temporary_folder.hpp"
#include "tooling/lock/lock_file.hpp"

namespace docmill::cli {

class LockedRun {
 public:
  Flag flag();
  bool asked() const { return mode_.has_value(); }

  // Before the pipeline is prepared: reads the lock, refuses plugins that are not the locked ones, and has the others
  // loaded from private copies of the bytes that were hashed. An exit code when it cannot be (the messages were given).
  // Does nothing when --locked was not given.
  std::optional<int> prepare(const host::PipelineRequest& request, host::PluginSearch& search, Messages& messages);
  // With the pipeline prepared: says every difference; an exit code when one of them is not accepted.
  std::optional<int> compare(const host::PreparedPipeline& prepared, Messages& messages);

 private:
  std::optional<int> refuse(const std::vector<tooling::LockedDifference>& all, std::string_view outcome,
                            Messages& messages) const;

  std::optional<std::string> mode_;
  std::string pipeline_;
  tooling::LockMode mode_of_lock_ = tooling::LockMode::exact;
  std::optional<tooling::Lock> lock_;
  std::unique_ptr<host::TemporaryFolder> copies_;  // the plugins stay mapped when it is gone
};

}  // namespace docmill::cli
