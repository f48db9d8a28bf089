#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "command_line/completion.hpp"

namespace docmill::cli {
namespace {

constexpr const char* bash_head = R"sh(
# Offers words, or names of files: as they are, one a line, so that blanks in them do no harm.
_docmill_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
_docmill_folders() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); }
_docmill_files() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); }
_docmill_pipelines() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen -f -X '!*.toml' -- "$cur"; compgen -d -- "$cur")
}
_docmill_stages() { _docmill_words "$("${COMP_WORDS[0]}" stages 2>/dev/null | cut -d ' ' -f 1)"; }
# The words that may stand first, with the programs docmill-NAME on PATH.
_docmill_commands() { _docmill_words "$1 $(compgen -c docmill- | sed 's/^docmill-//')"; }
)sh";

// Where the function of a program begins.
constexpr const char* begin = R"sh(() {
  local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} first=2 flag="" position=0 i
  COMPREPLY=()
)sh";

// A program docmill-NAME that completes its own words has a function _docmill_program_NAME.
constexpr const char* of_programs = R"sh(
  if ((COMP_CWORD > 1)) && declare -F "_docmill_program_${command//-/_}" >/dev/null; then
    COMP_WORDS=("docmill-$command" "${COMP_WORDS[@]:2}")
    COMP_CWORD=$((COMP_CWORD - 1))
    "_docmill_program_${command//-/_}"
    return
  fi
)sh";

constexpr const char* middle = R"sh(
  # Which argument of the command is it, or the value of which flag?
  for ((i = first; i < COMP_CWORD; ++i)); do
    if [ -n "$flag" ]; then
      flag=""
      continue
    fi
    case "$command ${COMP_WORDS[i]}" in
)sh";

// What offers the values; empty when nothing is known of them.
std::string offer(const Values& values) {
  switch (values.kind) {
    case Values::Kind::words: {
      std::vector<std::string> words = values.words;
      std::erase(words, "");
      return fmt::format("_docmill_words '{}'", fmt::join(words, " "));
    }
    case Values::Kind::file: return "_docmill_files";
    case Values::Kind::folder: return "_docmill_folders";
    case Values::Kind::pipeline: return "_docmill_pipelines";
    case Values::Kind::stage: return "_docmill_stages";
    default: return "";
  }
}

std::string group_cases(const std::vector<Command>& commands) {
  std::string out;
  for (const std::string& word : first_words(commands)) {
    if (!is_group(commands, word)) continue;
    out += fmt::format(
        "    {})\n      if ((COMP_CWORD == 2)); then\n        _docmill_words '{}'\n        return\n      fi\n", word,
        fmt::join(words_of_group(commands, word), " "));
    out += "      command+=\" ${COMP_WORDS[2]}\"\n      first=3\n      ;;\n";
  }
  return out.empty() ? "" : "  case $command in\n" + out + "  esac\n";
}

std::string flags_with_values(const std::vector<Command>& commands) {
  std::vector<std::string> patterns;
  for (const Command& command : commands)
    for (const Flag& flag : command.flags)
      for (const std::string& name : {flag.name, flag.letter})
        if (takes_next_word(flag) && !name.empty()) patterns.push_back(fmt::format("'{} {}'", command.name, name));
  return patterns.empty() ? "" : fmt::format("      {}) flag=${{COMP_WORDS[i]}} ;;\n", fmt::join(patterns, " | "));
}

std::string value_cases(const std::vector<Command>& commands) {
  std::string out;
  for (const Command& command : commands)
    for (const Flag& flag : command.flags)
      for (const std::string& name : {flag.name, flag.letter})
        if (takes_next_word(flag) && !name.empty() && !offer(flag.values).empty())
          out += fmt::format("      '{} {}') {} ;;\n", command.name, name, offer(flag.values));
  return out;
}

std::string flag_cases(const std::vector<Command>& commands) {
  std::string out;
  for (const Command& command : commands) {
    std::vector<std::string> flags;
    for (const Flag& flag : command.flags) {
      if (flag.is_argument()) continue;
      flags.push_back(flag.name);
      if (!takes_value_by_equals(flag)) continue;
      for (const std::string& word : flag.values.words)
        if (!word.empty()) flags.push_back(flag.name + "=" + word);
    }
    flags.emplace_back("--help");
    out += fmt::format("      '{}') _docmill_words '{}' ;;\n", command.name, fmt::join(flags, " "));
  }
  return out;
}

std::string argument_cases(const std::vector<Command>& commands) {
  std::string out;
  for (const Command& command : commands) {
    int position = 0;
    for (const Flag& flag : command.flags) {
      if (!flag.is_argument()) continue;
      const bool many = std::holds_alternative<std::vector<std::string>*>(flag.target);
      if (!offer(flag.values).empty())
        out += fmt::format("      '{} '{}) {} ;;\n", command.name, many ? "*" : fmt::format("{}", position),
                           offer(flag.values));
      ++position;
    }
  }
  return out;
}

}  // namespace

std::string bash_completion(const Program& program, const std::string& programs) {
  const std::vector<Command>& commands = program.commands;
  const bool is_docmill = program.name == "docmill";
  const std::string function = function_name(program);
  std::string out =
      fmt::format("# Completion of {0} for bash, made by `{0} completion bash`.\n", program.name) + bash_head;
  out += "\n" + function + begin;
  if (is_docmill) out += of_programs;
  out += fmt::format(
      "  if ((COMP_CWORD == 1)); then\n    case $cur in\n      -*) _docmill_words '--help --version' ;;\n"
      "      *) {} '{}' ;;\n    esac\n    return\n  fi\n",
      is_docmill ? "_docmill_commands" : "_docmill_words", fmt::join(first_words(commands), " "));
  out += group_cases(commands);
  out += middle;
  out += flags_with_values(commands);
  out += "      *' -'*) ;;\n      *) position=$((position + 1)) ;;\n    esac\n  done\n\n";
  out += "  if [ -n \"$flag\" ]; then\n    case \"$command $flag\" in\n" + value_cases(commands) + "    esac\n";
  out += "  elif [[ $cur == -* ]]; then\n    case $command in\n" + flag_cases(commands) + "    esac\n";
  out += "  else\n    case \"$command $position\" in\n" + argument_cases(commands) + "    esac\n  fi\n}\n\n";
  std::string words = program.name;  // docmill-kb
  std::replace(words.begin(), words.end(), ' ', '-');
  out += fmt::format("complete -F {} {}\n", function, words);
  return out + programs;
}

}  // namespace docmill::cli
