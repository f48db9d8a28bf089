#include "command_line/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <string_view>

#include "command_line/flag_mistakes.hpp"
#include "command_line/terminal.hpp"

namespace docmill::cli {
namespace {

// "-o,--output": as CLI11 wants to be told.
std::string names_of(const Flag& flag) { return flag.letter.empty() ? flag.name : flag.letter + "," + flag.name; }

CLI::Option* add_target(CLI::App& app, const Flag& flag, bool* target) {
  return app.add_flag(names_of(flag), *target, flag.help);
}
// Only "=" gives it a value: what follows the bare flag is another word of the line. CLI11 says "true" for a bare one.
CLI::Option* add_target(CLI::App& app, const Flag& flag, std::optional<std::string>* target) {
  const auto take = [](std::string& text) {
    if (text == "true") text.clear();
    return std::string();
  };
  return app.add_flag(names_of(flag), *target, flag.help)->transform(CLI::Validator(take, ""));
}
CLI::Option* add_target(CLI::App& app, const Flag& flag, std::vector<std::string>* target) {
  CLI::Option* option = app.add_option(names_of(flag), *target, flag.help);
  return flag.is_argument() ? option : option->allow_extra_args(false);
}
template <class T>
CLI::Option* add_target(CLI::App& app, const Flag& flag, T* target) {
  return app.add_option(names_of(flag), *target, flag.help);
}

// The value of a flag, but for one that may stand alone.
bool takes_text(const Flag& flag) {
  return std::holds_alternative<std::string*>(flag.target) ||
         std::holds_alternative<std::vector<std::string>*>(flag.target);
}

void declare(CLI::App& app, const Flag& flag) {
  CLI::Option* option = std::visit([&](auto* target) { return add_target(app, flag, target); }, flag.target);
  option->type_name(flag.is_argument() ? "" : flag.value);
  if (!flag.what.empty()) option->required();
  if (takes_text(flag)) option->check(not_empty());
  if (flag.values.kind != Values::Kind::any) option->check(validator(flag.values));
}

// Whether the command, or its group, is among the words: without that none of its flags can be asked for, and to tell
// CLI11 those of all commands takes longer than all else that is done with a line.
bool can_be_meant(const Command& command, int argc, char** argv) {
  const std::string_view first_word = std::string_view(command.name).substr(0, command.name.find(' '));
  return std::find(argv, argv + argc, first_word) != argv + argc;
}

// The CLI11 commands for a list of ours, in its order. "new stage" stands in a group, made when its first command
// comes.
std::vector<CLI::App*> add_commands(CLI::App& app, const Program& program, int argc, char** argv) {
  std::map<std::string, CLI::App*> groups;
  std::vector<CLI::App*> added;
  for (const Command& command : program.commands) {
    CLI::App* parent = &app;
    const std::size_t space = command.name.find(' ');
    if (space != std::string::npos) {
      const std::string group = command.name.substr(0, space);
      CLI::App*& slot = groups[group];
      if (slot == nullptr) slot = app.add_subcommand(group, program.group_summary(group))->require_subcommand(1);
      parent = slot;
    }
    added.push_back(parent->add_subcommand(space == std::string::npos ? command.name : command.name.substr(space + 1),
                                           command.summary));
    if (!can_be_meant(command, argc, argv)) continue;
    for (const Flag& flag : command.flags) declare(*added.back(), flag);
  }
  return added;
}

// CLI11's parser for a program.
struct Parser {
  Parser(const Program& program, int argc, char** argv) : app(program.summary, program.name) {
    app.require_subcommand(1);
    app.set_version_flag("--version", program.version, "Say which version this is");
    app.set_help_flag("-h,--help", "Say what can be said");
    app.footer(program.footer);
    commands = add_commands(app, program, argc, argv);
  }
  std::optional<Command> parsed(Program& program) const {
    for (std::size_t i = 0; i < program.commands.size(); ++i)
      if (commands[i]->parsed()) return std::move(program.commands[i]);
    return std::nullopt;  // cannot be: one command is required
  }

  CLI::App app;
  std::vector<CLI::App*> commands;  // of the program, in its order
};

}  // namespace

std::optional<Command> read_command(Program program, int argc, char** argv) {
  Parser parser(program, argc, argv);
  try {
    parser.app.parse(argc, argv);
  } catch (const CLI::ParseError&) {
    return std::nullopt;
  }
  return parser.parsed(program);
}

std::optional<Command> parse_command_line(Program program, int argc, char** argv, int& exit_code) {
  Parser parser(program, argc, argv);
  CLI::App& app = parser.app;
  if (argc == 1) {
    terminal::put(stderr, app.help());
    exit_code = usage_exit_code;
    return std::nullopt;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    app.exit(e);  // help or version
    exit_code = 0;
    return std::nullopt;
  } catch (const CLI::ParseError& e) {
    terminal::print(stderr, "{}: {}\n  see {} {}--help\n", program.name, explain(e, app, program), program.name,
                    spoken_command(app));
    exit_code = usage_exit_code;
    return std::nullopt;
  }
  return parser.parsed(program);
}

}  // namespace docmill::cli
