#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "command_line/completion.hpp"

namespace docmill::cli {
namespace {

constexpr const char* zsh_head = R"sh(
_docmill_stages() {
  local -a stages
  stages=(${${(f)"$(_call_program stages docmill stages 2>/dev/null)"}%% *})
  _describe -t stages stage stages
}
)sh";

// In single quotes.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// Free of what _arguments and _describe read as their own: brackets and colons.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action(const Values& values) {
  switch (values.kind) {
    case Values::Kind::words: {
      std::vector<std::string> words = values.words;
      std::erase(words, "");
      return fmt::format("({})", fmt::join(words, " "));
    }
    case Values::Kind::file: return "_files";
    case Values::Kind::folder: return "_files -/";
    case Values::Kind::pipeline: return "_files -g \"*.toml(-.)\"";
    case Values::Kind::stage: return "_docmill_stages";
    default: return " ";
  }
}

// One specification of _arguments.
std::string specification(const Flag& flag) {
  const bool many = std::holds_alternative<std::vector<std::string>*>(flag.target);
  if (flag.is_argument())
    return in_quotes(fmt::format("{}:{}:{}", many ? "*" : "", plain(flag.name), action(flag.values)));
  std::string spec = many ? "*" : "";
  spec += flag.name;
  if (takes_value_by_equals(flag)) spec += "=-";
  spec += fmt::format("[{}]", plain(flag.help));
  if (takes_value_by_equals(flag)) spec += fmt::format("::{}:{}", plain(flag.value), action(flag.values));
  else if (takes_next_word(flag)) spec += fmt::format(":{}:{}", plain(flag.value), action(flag.values));
  return in_quotes(spec);
}

std::string arguments_of(const Command& command, const std::string& indent) {
  std::string out = indent + "_arguments -s";
  for (const Flag& flag : command.flags) {
    out += " \\\n" + indent + "  " + specification(flag);
    if (flag.letter.empty()) continue;
    Flag short_form = flag;
    short_form.name = flag.letter;
    out += " \\\n" + indent + "  " + specification(short_form);
  }
  return out + " \\\n" + indent + "  '(- *)--help[Say what can be said]'\n";
}

std::string described(const std::vector<std::pair<std::string, std::string>>& words, const std::string& indent) {
  std::string out = indent + "local -a choices\n" + indent + "choices=(\n";
  for (const auto& [word, summary] : words) out += indent + "  " + in_quotes(word + ":" + plain(summary)) + "\n";
  return out + indent + ")\n" + indent + "_describe -t commands command choices\n";
}

const Command& named(const std::vector<Command>& commands, const std::string& name) {
  for (const Command& command : commands)
    if (command.name == name) return command;
  return commands.front();  // not reached: the names come from the list
}

std::string group_case(const std::vector<Command>& commands, const std::string& group) {
  std::vector<std::pair<std::string, std::string>> words;
  std::string cases;
  for (const std::string& word : words_of_group(commands, group)) {
    const Command& command = named(commands, group + " " + word);
    words.emplace_back(word, command.summary);
    cases += "        " + word + ")\n" + arguments_of(command, "          ") + "          ;;\n";
  }
  return fmt::format(
      "    {})\n      if ((CURRENT == 2)); then\n{}        return\n      fi\n      shift words\n      ((CURRENT--))\n"
      "      case $words[1] in\n{}      esac\n      ;;\n",
      group, described(words, "        "), cases);
}

}  // namespace

std::string zsh_completion(const Program& program, const std::string& programs) {
  const std::vector<Command>& commands = program.commands;
  const bool is_docmill = program.name == "docmill";
  const std::string function = function_name(program);
  std::string name = program.name;  // docmill-kb
  std::replace(name.begin(), name.end(), ' ', '-');
  std::vector<std::pair<std::string, std::string>> words;
  std::string cases;
  for (const std::string& word : first_words(commands)) {
    const bool group = is_group(commands, word);
    words.emplace_back(word, group ? program.group_summary(word) : named(commands, word).summary);
    cases += group ? group_case(commands, word)
                   : "    " + word + ")\n" + arguments_of(named(commands, word), "      ") + "      ;;\n";
  }
  std::string out =
      fmt::format("#compdef {1}\n# Completion of {0} for zsh, made by `{0} completion zsh`.\n", program.name, name);
  if (is_docmill) out += zsh_head;
  out += "\n" + function + "() {\n  if ((CURRENT == 2)); then\n    if [[ $words[2] == -* ]]; then\n";
  out +=
      "      _arguments '--help[Say what can be said]' '--version[Say which version this is]'\n      return\n    fi\n";
  out += described(words, "    ") + "    return\n  fi\n  shift words\n  ((CURRENT--))\n";
  // A program docmill-NAME that completes its own words has a function _docmill_program_NAME.
  if (is_docmill)
    out +=
        "  if (($+functions[_docmill_program_${words[1]//-/_}])); then\n    _docmill_program_${words[1]//-/_}\n    "
        "return\n  fi\n";
  out += "  case $words[1] in\n" + cases + "  esac\n}\n\n";
  // As a file on fpath the file is the function; sourced, it says for what it stands.
  if (!is_docmill) return out + fmt::format("(($+functions[compdef])) && compdef {} {}\n", function, name);
  out += programs;
  return out + "if [[ $funcstack[1] == _docmill ]]; then\n  _docmill \"$@\"\nelse\n  compdef _docmill docmill\nfi\n";
}

}  // namespace docmill::cli
