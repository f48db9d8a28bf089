#include "command_line/flag_mistakes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "command_line/completion.hpp"
#include "docmill/base/ascii.hpp"
#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/size_text.hpp"

namespace docmill::cli {
namespace {

// "--threads", "--set", ... of a command, and the --help that all have.
std::vector<std::string> flags_of(const Command& command) {
  std::vector<std::string> names = {"--help"};
  for (const Flag& flag : command.flags)
    if (!flag.is_argument()) names.push_back(flag.name);
  return names;
}

bool has_flag(const Command& command, const std::string& flag) {
  const std::vector<std::string> names = flags_of(command);
  return std::find(names.begin(), names.end(), flag) != names.end();
}

// The command that was said; nullptr for none, and for a group alone.
const Command* said(const CLI::App& app, const Program& program) {
  const std::string name = spoken_command(app);
  const auto found = std::find_if(program.commands.begin(), program.commands.end(),
                                  [&](const Command& command) { return command.name + " " == name; });
  return found == program.commands.end() ? nullptr : &*found;
}

// The arguments of a command as its help writes them: "PIPELINE DOCUMENT".
std::string arguments_of(const Command& command, const char* between) {
  std::vector<std::string> names;
  for (const Flag& flag : command.flags)
    if (flag.is_argument()) names.push_back(flag.name);
  return fmt::format("{}", fmt::join(names, between));
}

// Of "-o" the one flag that begins so, as ", did you mean '--output'?"; empty: there is none, or there are several.
std::string flag_of_letter(const std::string& flag, const std::vector<std::string>& names) {
  if (flag.size() != 2 || flag[1] == '-') return {};
  std::vector<std::string> found;
  for (const std::string& name : names)
    if (name[2] == ascii::lower(flag[1])) found.push_back(name);
  return found.size() == 1 ? fmt::format(", did you mean '{}'?", found.front()) : "";
}

// The name of a document or file, "-x.txt", that was taken for a flag? "-o/tmp/x" is one of a letter with its value.
bool looks_like_a_name(const std::string& flag, const Command* command) {
  return command != nullptr && !arguments_of(*command, " ").empty() && flag.find_first_of("./ ") != std::string::npos &&
         flag.find('/') != 2;
}

std::string unknown_flag(const std::string& flag, const Command* command, const Program& program) {
  if (command != nullptr && has_flag(*command, flag))
    return fmt::format("flags stand behind the command: {} {} {} ...", program.name, command->name, flag);
  const std::vector<std::string> names =
      command != nullptr ? flags_of(*command) : std::vector<std::string>{"--help", "--version"};
  const std::string what = command != nullptr ? fmt::format("'{}' has no flag '{}'", command->name, flag)
                                              : fmt::format("no flag '{}'", flag);
  if (const std::string near = host::suggestion(flag, names); !near.empty()) return what + near;
  if (const std::string one = flag_of_letter(flag, names); !one.empty()) return what + one;
  if (looks_like_a_name(flag, command))
    return fmt::format("{}\n  what begins with '-' and is none stands last, behind --: {} {} ... -- {}", what,
                       program.name, command->name, flag);
  std::vector<std::string> others;
  for (const Command& other : program.commands)
    if (has_flag(other, flag)) others.push_back(other.name);
  if (!others.empty() && command == nullptr)
    return fmt::format("flags stand behind the command: {} {} {} ...", program.name, others.front(), flag);
  if (!others.empty()) return fmt::format("{}; it is a flag of: {}", what, fmt::join(others, ", "));
  return fmt::format("{}\n  flags: {}", what, fmt::join(names, ", "));
}

// What must be written at least: "build SOURCE --output FILE".
std::string least_words_of(const Command& command) {
  std::string words = command.name;
  for (const Flag& flag : command.flags)
    if (flag.is_argument()) words += " " + flag.name;
  for (const Flag& flag : command.flags)
    if (!flag.is_argument() && !flag.what.empty()) words += " " + flag.name + " " + flag.value;
  return words;
}

// The commands of the group that was said ("new": stage, pipeline); at the top all that may be said.
std::vector<std::string> expected_words(const CLI::App& app, const Program& program) {
  const std::string group = spoken_command(app);
  if (group.empty()) return first_words(program.commands);
  std::vector<std::string> words;
  for (const Command& command : program.commands)
    if (command.name.starts_with(group)) words.push_back(command.name.substr(group.size()));
  return words;
}

std::string too_much(CLI::App& app, const Program& program) {
  const Command* command = said(app, program);
  const std::vector<std::string> rest = app.remaining(true);
  const auto is_flag = [](const std::string& word) { return word.size() > 1 && word.front() == '-'; };
  // Behind a word that is no command nobody knows the flags.
  const bool is_no_command = command == nullptr && !rest.empty() && !is_flag(rest.front());
  if (const auto flag = std::find_if(rest.begin(), rest.end(), is_flag); flag != rest.end() && !is_no_command)
    return unknown_flag(flag->substr(0, flag->find('=')), command, program);
  const std::string word = rest.empty() ? "" : rest.back();
  if (command == nullptr) {
    const std::vector<std::string> words = expected_words(app, program);
    const std::string first = rest.empty() ? "" : rest.front();
    return fmt::format("'{}' stands where a command is expected: {}{}", first, fmt::join(words, ", "),
                       host::suggestion(first, words));
  }
  const std::string arguments = arguments_of(*command, " and ");
  const bool one = !arguments.empty() && arguments.find(' ') == std::string::npos;
  return fmt::format("'{}' takes {}{}, and '{}' is too much", command->name, one ? "one " : "",
                     arguments.empty() ? "nothing but flags" : arguments, word);
}

// A misspelt flag is the mistake, not what is missing because of it.
bool has_unknown_flag(const CLI::App& app) {
  const std::vector<std::string> rest = app.remaining(true);
  return std::any_of(rest.begin(), rest.end(),
                     [](const std::string& word) { return word.size() > 1 && word.front() == '-'; });
}

std::string missing(CLI::App& app, const Program& program) {
  const Command* command = said(app, program);
  if (command == nullptr) {
    const std::string group = spoken_command(app);
    const std::string words = fmt::format("{}", fmt::join(expected_words(app, program), ", "));
    return group.empty() ? "a command is missing: " + words
                         : fmt::format("'{}' needs one of: {}", group.substr(0, group.size() - 1), words);
  }
  const CLI::App* parser = &app;
  while (!parser->get_subcommands().empty()) parser = parser->get_subcommands().front();
  for (const Flag& flag : command->flags) {
    if (flag.what.empty() || parser->count(flag.name) != 0) continue;
    return fmt::format("'{}' needs {}\n  write {} {}", command->name, flag.what, program.name,
                       least_words_of(*command));
  }
  return fmt::format("'{}' needs more", command->name);
}

}  // namespace

std::string spoken_command(const CLI::App& app) {
  std::string words;
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    words += at->get_name() + " ";
  }
  return words;
}

CLI::Validator not_empty() {
  const auto check = [](std::string& text) {
    return text.empty() ? std::string("the value is empty (of a shell variable that is not set?)") : std::string();
  };
  return CLI::Validator(check, "");
}

CLI::Validator validator(const Values& values) {
  switch (values.kind) {
    case Values::Kind::whole_number: {
      const auto check = [from = values.from, to = values.to](std::string& text) -> std::string {
        uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && value >= from && value <= to) return {};
        if (to == UINT64_MAX) return fmt::format("'{}' is no whole number from {}", text, from);
        return fmt::format("'{}' is no whole number from {} to {}", text, from, to);
      };
      return CLI::Validator(check, values.to == UINT64_MAX ? fmt::format("from {}", values.from)
                                                           : fmt::format("{} to {}", values.from, values.to));
    }
    case Values::Kind::size: {
      const auto check = [](std::string& text) -> std::string {
        if (host::parse_size(text)) return {};
        return fmt::format("'{}' is no size; write it like \"500 MB\" or \"2 GiB\"", text);
      };
      return CLI::Validator(check, "");
    }
    case Values::Kind::words: {
      const auto check = [words = values.words](std::string& text) -> std::string {
        if (std::find(words.begin(), words.end(), text) != words.end()) return {};
        std::vector<std::string> named = words;
        std::erase(named, "");  // what a bare flag gives
        return fmt::format("'{}' is none of: {}{}", text, fmt::join(named, ", "), host::suggestion(text, named));
      };
      return CLI::Validator(check, "");  // the help text of the flag lists them
    }
    case Values::Kind::file:
    case Values::Kind::folder:
    case Values::Kind::pipeline: {
      if (!values.must_exist) break;
      const auto check = [folder = values.kind == Values::Kind::folder](std::string& text) -> std::string {
        std::error_code error;
        const bool exists = std::filesystem::exists(text, error);
        if (exists && std::filesystem::is_directory(text, error) == folder) return {};
        return fmt::format("'{}' {}", text, !exists ? "does not exist" : folder ? "is no folder" : "is a folder");
      };
      return CLI::Validator(check, "");
    }
    case Values::Kind::stage:
    case Values::Kind::any: break;
  }
  return CLI::Validator([](std::string&) { return std::string(); }, "");
}

std::string explain(const CLI::ParseError& error, CLI::App& app, const Program& program) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return too_much(app, program);
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
    return has_unknown_flag(app) || (said(app, program) == nullptr && !app.remaining(true).empty())
               ? too_much(app, program)
               : missing(app, program);
  const std::string what = error.what();
  const bool is_mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
  if (is_mismatch && what.rfind("--", 0) == 0 && what.find(": At Most 1 ") != std::string::npos)
    return fmt::format("{} stands more than once, and takes one value", what.substr(0, what.find(':')));
  if (is_mismatch && what.rfind("--", 0) == 0 && what.find(':') != std::string::npos)
    return fmt::format("{} needs a value", what.substr(0, what.find(':')));
  return what;
}

}  // namespace docmill::cli
