#include "cli/commands.hpp"

#include <cassert>

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

// They are made for every line that is read, so only those that it can mean.
struct Maker {
  std::string_view name;  // of the command that is made
  Command (*make)();
};

constexpr Maker commands_in_order[] = {
    {"run", run_command},
    {"merge", merge_command},
    {"missing", missing_command},
    {"check", apart<check_command>},
    {"plan", apart<plan_command>},
    {"test", test_command},
    {"explain", explain_command},
    {"stages", apart<stages_command>},
    {"layers", apart<layers_command>},
    {"describe", apart<describe_command>},
    {"new stage", apart<new_stage_command>},
    {"new reader", apart<new_reader_command>},
    {"new pipeline", apart<new_pipeline_command>},
    {"check-stage", check_stage_command},
    {"schema", apart<schema_command>},
    {"completion", [] { return completion_command([] { return docmill_program(); }, completion_of_programs); }},
    {"cache", cache_command},
    {"lock", apart<lock_command>},
    {"bundle", bundle_command},
    {"verify", verify_command},
    {"diff", diff_command},
    {"why", why_command},
    {"stats", stats_command},
    {"show", show_command},
    {"failures", failures_command},
    {"report", report_command},
    {"replay", replay_command},
    {"submit slurm", submit_slurm_command},
};

std::string_view first_word_of(std::string_view name) { return name.substr(0, name.find(' ')); }

// With a first word those that begin with it.
std::vector<Command> make_commands(std::string_view first_word) {
  std::vector<Command> commands;
  for (const Maker& maker : commands_in_order) {
    if (!first_word.empty() && first_word_of(maker.name) != first_word) continue;
    commands.push_back(maker.make());
    assert(commands.back().name == maker.name);
  }
  return commands;
}

std::string group_summary(const std::string& group) {
  if (group == "new") return "Begin a stage, a reader or a pipeline of your own";
  if (group == "submit") return "Hand a run to a scheduler";
  return group;
}

}  // namespace

Program docmill_program(std::string_view first_word) {
  return {"docmill",
          "docmill: a mill for documents. The same input, pipeline and stages give the same bytes.",
          version_text(),
          footer,
          make_commands(first_word),
          group_summary};
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Maker& maker : commands_in_order)
    if (const std::string_view word = first_word_of(maker.name); names.empty() || names.back() != word)
      names.emplace_back(word);
  return names;
}

}  // namespace docmill::cli
