#include "cli/commands.hpp"

#include <iterator>

#include "cli/own_process.hpp"
#include "command_line/completion.hpp"
#include "docmill/stage_abi.h"
#include "host/version.hpp"

namespace docmill::cli {

namespace {

constexpr const char* footer =
    R"(Exit codes: 0 done; 1 documents failed under --strict, or a check found differences; 2 usage or configuration;
3 a stage could not be loaded or created; 4 input or output failed; 5 a stage or max-failures ended the run.
Paths in a pipeline file count from that file, paths on the command line from the working folder.)";

std::string version_text() {
  return "docmill " + std::string(host::version) + " (stage ABI " + std::to_string(DOCMILL_ABI_MAJOR) + "." +
         std::to_string(DOCMILL_ABI_MINOR) + ")";
}

template <Command (*make)()>
Command apart() {
  return in_own_process(make());
}

constexpr Command (*commands_in_order[])() = {
    run_command,
    merge_command,
    missing_command,
    apart<check_command>,
    apart<plan_command>,
    test_command,
    explain_command,
    apart<stages_command>,
    apart<layers_command>,
    apart<describe_command>,
    apart<new_stage_command>,
    apart<new_reader_command>,
    apart<new_pipeline_command>,
    check_stage_command,
    apart<schema_command>,
    [] { return completion_command(docmill_program, completion_of_programs); },
    cache_command,
    apart<lock_command>,
    bundle_command,
    verify_command,
    diff_command,
    why_command,
    stats_command,
    show_command,
    failures_command,
    report_command,
    replay_command,
    submit_slurm_command,
};

// One by one: a list in braces would make each twice, and they are made at every start.
std::vector<Command> all_commands() {
  std::vector<Command> commands;
  commands.reserve(std::size(commands_in_order));
  for (Command (*make)() : commands_in_order) commands.push_back(make());
  return commands;
}

std::string group_summary(const std::string& group) {
  if (group == "new") return "Begin a stage, a reader or a pipeline of your own";
  if (group == "submit") return "Hand a run to a scheduler";
  return group;
}

}  // namespace

Program docmill_program() {
  return {"docmill",      "docmill: a mill for documents. The same input, pipeline and stages give the same bytes.",
          version_text(), footer,
          all_commands(), group_summary};
}

std::vector<std::string> command_names() { return first_words(all_commands()); }

}  // namespace docmill::cli
