// Scripts by which a shell completes what is typed behind `docmill`, made from the table of commands: subcommands,
// flags and their values, pipeline files, the names of the stages there are. Pure text; the shells' own tests are in
// tests/completion.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"

namespace docmill::cli {

// For `source <(docmill completion bash)`, bash 4.4 or newer, or as a file of bash-completion.
std::string bash_completion(const Program& program, const std::string& programs = "");
// For `source <(docmill completion zsh)` behind compinit, or as the file _docmill on fpath.
std::string zsh_completion(const Program& program, const std::string& programs = "");
// `programs`: the scripts of programs that complete what stands behind a word of theirs.

// The command `completion` of a program, which prints these; `programs` gives the scripts of others for a shell.
Command completion_command(std::function<Program()> program,
                           std::function<std::string(const std::string& shell)> programs = {});

// What the generators share.

// The shell's function for a program: "docmill" -> "_docmill", "docmill kb" -> "_docmill_program_kb".
std::string function_name(const Program& program);

// "run", "new": what may stand first, each once, in order.
std::vector<std::string> first_words(const std::vector<Command>& commands);
// The commands of a group: "new stage" -> "stage".
std::vector<std::string> words_of_group(const std::vector<Command>& commands, const std::string& group);
bool is_group(const std::vector<Command>& commands, const std::string& word);
// Is the word behind the flag its value? (Not that of a switch, nor of a flag that takes it by "=".)
bool takes_next_word(const Flag& flag);
// Has the flag a form with "="?
bool takes_value_by_equals(const Flag& flag);

}  // namespace docmill::cli
