// The commands, one file each. A new one is a function here, a line in commands.cpp and a file of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command_line/command.hpp"
#include "host/diagnostics/diagnostics.hpp"

namespace docmill::cli {

Command run_command();
Command check_command();
Command plan_command();
Command test_command();
Command explain_command();
Command stages_command();
Command layers_command();
Command describe_command();
Command new_stage_command();
Command new_reader_command();
Command new_pipeline_command();
Command schema_command();
Command cache_command();
Command check_stage_command();
Command merge_command();
Command missing_command();
Command lock_command();
Command bundle_command();
Command verify_command();
Command diff_command();
Command why_command();
Command stats_command();
Command show_command();
Command failures_command();
Command report_command();
Command replay_command();
Command submit_slurm_command();

// The program with all of them, in the order of the help; or with those only that begin with this word.
Program docmill_program(std::string_view first_word = {});

// What may stand behind `docmill`: the names of commands and of groups of commands, in the order of the help.
std::vector<std::string> command_names();

// What else may: the names of the programs docmill-NAME that lie beside this one.
std::vector<std::string> further_commands();

// The completion scripts of the programs docmill-NAME that lie beside this one, as far as they have any.
std::string completion_of_programs(const std::string& shell);

// `docmill NAME ...` for a NAME that is no command: the program docmill-NAME beside this one or on PATH takes over and
// this returns only if there is none, with the exit code.
int external_command(const std::string& name, char** arguments);

// The program as the other process of tooling/verify/rerun.hpp; `request_file` was written by the one that started it.
int rerun_process(const char* request_file);

// Diagnostics as a JSON array of {"severity","file","line","column","message","details"}.
std::string diagnostics_json(const host::Diagnostics& diagnostics);

}  // namespace docmill::cli
