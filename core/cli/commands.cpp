#include "cli/commands.hpp"

#include <algorithm>

namespace docmill::cli {

std::vector<Command> all_commands() {
  // clang-format off
  return {
      run_command(),
      merge_command(),
      missing_command(),
      check_command(),
      plan_command(),
      test_command(),
      explain_command(),
      stages_command(),
      layers_command(),
      describe_command(),
      new_stage_command(),
      new_pipeline_command(),
      check_stage_command(),
      schema_command(),
      completion_command(),
      cache_command(),
      lock_command(),
      bundle_command(),
      verify_command(),
      diff_command(),
      why_command(),
      submit_slurm_command(),
  };
  // clang-format on
}

std::string group_summary(const std::string& group) {
  if (group == "new") return "Begin a stage or a pipeline of your own";
  if (group == "submit") return "Hand a run to a scheduler";
  return group;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : all_commands()) {
    std::string first = command.name.substr(0, command.name.find(' '));
    if (std::find(names.begin(), names.end(), first) == names.end()) names.push_back(std::move(first));
  }
  return names;
}

}  // namespace docmill::cli
