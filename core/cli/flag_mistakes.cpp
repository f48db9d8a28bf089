#include "cli/flag_mistakes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "cli/command_line.hpp"
#include "host/diagnostics/spelling.hpp"

namespace docmill::cli {
namespace {

CLI::App* command_of(CLI::App& app) { return app.get_subcommands().empty() ? nullptr : app.get_subcommands().front(); }

// "--threads", "--set", ... of a command.
std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  return flags;
}

bool has_flag(const CLI::App& command, const std::string& flag) {
  const std::vector<std::string> flags = flags_of(command);
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

std::string unknown_flag(const std::string& flag, CLI::App& app, const CLI::App* command) {
  const CLI::App& owner = command != nullptr ? *command : app;
  if (command != nullptr && has_flag(*command, flag))
    return fmt::format("flags stand behind the command: docmill {} {} ...", command->get_name(), flag);
  const std::vector<std::string> flags = flags_of(owner);
  const std::string what = command != nullptr ? fmt::format("'{}' has no flag '{}'", command->get_name(), flag)
                                              : fmt::format("no flag '{}'", flag);
  if (const std::string near = host::suggestion(flag, flags); !near.empty()) return what + near;
  std::vector<std::string> others;
  for (const std::string& name : command_names())
    if (has_flag(*app.get_subcommand(name), flag)) others.push_back(name);
  if (!others.empty() && command == nullptr)
    return fmt::format("flags stand behind the command: docmill {} {} ...", others.front(), flag);
  if (!others.empty()) return fmt::format("{}; it is a flag of: {}", what, fmt::join(others, ", "));
  return fmt::format("{}\n  flags: {}", what, fmt::join(flags, ", "));
}

// What a command is about: PIPELINE or STAGE.
std::string subject_of(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options())
    if (option->get_positional()) return option->get_type_name();
  return "";
}

std::string too_much(CLI::App& app) {
  const CLI::App* command = command_of(app);
  std::vector<std::string> rest = app.remaining(true);
  for (const std::string& word : rest)
    if (word.size() > 1 && word.front() == '-') return unknown_flag(word.substr(0, word.find('=')), app, command);
  const std::string word = rest.empty() ? "" : rest.back();
  if (command == nullptr)
    return fmt::format("'{}' stands where a command is expected: {}", word, fmt::join(command_names(), ", "));
  const std::string subject = subject_of(*command);
  return fmt::format("'{}' takes {}, and '{}' is too much", command->get_name(),
                     subject.empty() ? "nothing but flags" : "one " + subject, word);
}

// A misspelt flag is the mistake, not what is missing because of it.
bool has_unknown_flag(const CLI::App& app) {
  const std::vector<std::string> rest = app.remaining(true);
  return std::any_of(rest.begin(), rest.end(),
                     [](const std::string& word) { return word.size() > 1 && word.front() == '-'; });
}

std::string missing(CLI::App& app) {
  const CLI::App* command = command_of(app);
  if (command == nullptr) return fmt::format("a command is missing: {}", fmt::join(command_names(), ", "));
  const std::string subject = subject_of(*command);
  return fmt::format("'{}' needs {}\n  write docmill {} {}", command->get_name(),
                     subject == "STAGE" ? "the name of a stage" : "a pipeline file", command->get_name(), subject);
}

}  // namespace

CLI::Validator whole_number(uint64_t from, uint64_t to) {
  const auto check = [from, to](std::string& text) -> std::string {
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && value >= from && value <= to) return {};
    if (to == UINT64_MAX) return fmt::format("'{}' is no whole number from {}", text, from);
    return fmt::format("'{}' is no whole number from {} to {}", text, from, to);
  };
  return CLI::Validator(check, to == UINT64_MAX ? fmt::format("from {}", from) : fmt::format("{} to {}", from, to));
}

CLI::Validator one_of(std::vector<std::string> words) {
  std::string list = fmt::format("{}", fmt::join(words, ", "));
  const auto check = [words = std::move(words), list](std::string& text) -> std::string {
    if (std::find(words.begin(), words.end(), text) != words.end()) return {};
    return fmt::format("'{}' is none of: {}{}", text, list, host::suggestion(text, words));
  };
  return CLI::Validator(check, "");  // the help text of the flag lists them
}

CLI::Validator existing_folder() {
  const auto check = [](std::string& text) -> std::string {
    std::error_code error;
    if (std::filesystem::is_directory(text, error)) return {};
    return fmt::format("'{}' {}", text, std::filesystem::exists(text, error) ? "is no folder" : "does not exist");
  };
  return CLI::Validator(check, "");
}

std::string explain(const CLI::ParseError& error, CLI::App& app) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return too_much(app);
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
    return has_unknown_flag(app) ? too_much(app) : missing(app);
  const std::string what = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && what.rfind("--", 0) == 0 &&
      what.find(':') != std::string::npos)
    return fmt::format("{} needs a value", what.substr(0, what.find(':')));
  return what;
}

}  // namespace docmill::cli
