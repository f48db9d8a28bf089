#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/flag_mistakes.hpp"
#include "cli/terminal.hpp"
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

CLI::Option* add_target(CLI::App& app, const Flag& flag, bool* target) {
  return app.add_flag(flag.name, *target, flag.help);
}
// Only "=" gives it a value: what follows the bare flag is another word of the line. CLI11 says "true" for a bare one.
CLI::Option* add_target(CLI::App& app, const Flag& flag, std::optional<std::string>* target) {
  const auto take = [](std::string& text) {
    if (text == "true") text.clear();
    return std::string();
  };
  return app.add_flag(flag.name, *target, flag.help)->transform(CLI::Validator(take, ""));
}
CLI::Option* add_target(CLI::App& app, const Flag& flag, std::vector<std::string>* target) {
  CLI::Option* option = app.add_option(flag.name, *target, flag.help);
  return flag.is_argument() ? option : option->allow_extra_args(false);
}
template <class T>
CLI::Option* add_target(CLI::App& app, const Flag& flag, T* target) {
  return app.add_option(flag.name, *target, flag.help);
}

// The value of a flag, but for one that may stand alone.
bool takes_text(const Flag& flag) {
  return std::holds_alternative<std::string*>(flag.target) ||
         std::holds_alternative<std::vector<std::string>*>(flag.target);
}

void declare(CLI::App& app, const Flag& flag) {
  CLI::Option* option = std::visit([&](auto* target) { return add_target(app, flag, target); }, flag.target);
  option->type_name(flag.is_argument() ? "" : flag.value);
  if (flag.is_argument() && !flag.what.empty()) option->required();
  if (takes_text(flag)) option->check(not_empty());
  if (flag.values.kind != Values::Kind::any) option->check(validator(flag.values));
}

// The CLI11 commands for a list of ours, in its order. "new stage" stands in a group, made when its first command
// comes.
std::vector<CLI::App*> add_commands(CLI::App& app, const std::vector<Command>& commands) {
  std::map<std::string, CLI::App*> groups;
  std::vector<CLI::App*> added;
  for (const Command& command : commands) {
    CLI::App* parent = &app;
    const std::size_t space = command.name.find(' ');
    if (space != std::string::npos) {
      const std::string group = command.name.substr(0, space);
      CLI::App*& slot = groups[group];
      if (slot == nullptr) slot = app.add_subcommand(group, group_summary(group))->require_subcommand(1);
      parent = slot;
    }
    added.push_back(parent->add_subcommand(space == std::string::npos ? command.name : command.name.substr(space + 1),
                                           command.summary));
    for (const Flag& flag : command.flags) declare(*added.back(), flag);
  }
  return added;
}

}  // namespace

std::optional<Command> parse_command_line(int argc, char** argv, int& exit_code) {
  std::vector<Command> commands = all_commands();
  CLI::App app("docmill: a mill for documents. The same input, pipeline and stages give the same bytes.", "docmill");
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text(), "Say which version this is");
  app.set_help_flag("-h,--help", "Say what can be said");
  app.footer(footer);
  const std::vector<CLI::App*> parsers = add_commands(app, commands);
  if (argc == 1) {
    terminal::put(stderr, app.help());
    exit_code = usage_error;
    return std::nullopt;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    app.exit(e);  // help or version
    exit_code = done;
    return std::nullopt;
  } catch (const CLI::ParseError& e) {
    terminal::print(stderr, "docmill: {}\n  see docmill {}--help\n", explain(e, app, commands), spoken_command(app));
    exit_code = usage_error;
    return std::nullopt;
  }
  for (std::size_t i = 0; i < commands.size(); ++i)
    if (parsers[i]->parsed()) return std::move(commands[i]);
  return std::nullopt;  // cannot be: one command is required
}

}  // namespace docmill::cli
