#include "programs/command.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include "docmill/sdk/setup.hpp"

namespace docmill::process {
namespace {

// What a program gets without asking. Where programs and their libraries are may differ between machines; how they
// count, sort and spell must not.
constexpr const char* passed_on[] = {"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"};
constexpr const char* fixed[] = {"LC_ALL=C.UTF-8", "LANG=C.UTF-8", "TZ=UTC", "PYTHONHASHSEED=0",
                                 "PYTHONDONTWRITEBYTECODE=1"};

bool is_executable_file(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
}

std::string find_on_path(const std::string& name, std::string_view path) {
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t end = std::min(path.find(':', from), path.size());
    const std::string folder(path.substr(from, end - from));
    // Only absolute folders: the current one is not what the user means, and not the same on the next run.
    if (folder.starts_with('/') && is_executable_file(folder + '/' + name)) return folder + '/' + name;
    from = end + 1;
  }
  return {};
}

std::string name_of(std::string_view variable) { return std::string(variable.substr(0, variable.find('='))); }

void set(std::vector<std::string>& environment, const std::string& variable) {
  const std::string name = name_of(variable) + '=';
  std::erase_if(environment, [&](const std::string& other) { return other.starts_with(name); });
  environment.push_back(variable);
}

std::vector<std::string> make_environment(const std::vector<std::string>& asked, const char* (*look_up)(const char*)) {
  std::vector<std::string> environment;
  for (const char* name : passed_on)
    if (const char* value = look_up(name)) environment.push_back(std::string(name) + '=' + value);
  for (const char* variable : fixed) environment.emplace_back(variable);
  for (uint32_t i = 0; i < asked.size(); ++i) {
    const std::string& variable = asked[i];
    const bool has_value = variable.find('=') != std::string::npos;
    if (name_of(variable).empty() || variable.find('\0') != std::string::npos)
      throw ConfigError("environment", "'" + variable + "' is no variable; write NAME or NAME=value", i);
    if (has_value) set(environment, variable);
    else if (const char* value = look_up(variable.c_str())) set(environment, variable + '=' + value);
  }
  return environment;
}

std::string find_program(const std::string& written, const char* (*look_up)(const char*), const std::string& files) {
  if (written.find('/') == std::string::npos) {
    const char* path = look_up("PATH");
    const std::string found = find_on_path(written, path != nullptr ? path : "");
    if (found.empty() && written.find(' ') != std::string::npos)
      throw ConfigError("command", "no program '" + written +
                                       "' on PATH; no shell takes it apart: each argument is an item of its own, as in "
                                       "[\"python3\", \"stage.py\"]");
    if (found.empty())
      throw ConfigError("command",
                        "no program '" + written + "' on PATH (" + (path != nullptr ? path : "which is not set") + ")");
    return found;
  }
  if (!written.starts_with('/'))
    throw ConfigError("command", "'" + written + "' is a path beside the pipeline; name it in " + files +
                                     " as well: " + files + " = [\"" + written + "\"]");
  if (!is_executable_file(written)) throw ConfigError("command", "'" + written + "' is no file that can be executed");
  return written;
}

}  // namespace

std::string place_in_folder(std::string_view written) {
  std::string place;
  for (std::size_t from = 0; from <= written.size();) {
    const std::size_t end = std::min(written.find('/', from), written.size());
    const std::string_view part = written.substr(from, end - from);
    from = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {  // "a/../b" is b
      const std::size_t slash = place.rfind('/');
      place.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (!place.empty()) place += '/';
    place += part;
  }
  return place;
}

Command make_command(const std::vector<std::string>& command, const std::vector<docmill::Resource>& files,
                     const std::vector<std::string>& environment, const char* (*look_up)(const char*),
                     const char* option_of_files) {
  Command made;
  for (uint32_t i = 0; i < files.size(); ++i) {
    const std::string place = place_in_folder(files[i].name);
    for (const std::string& other : made.files) {
      const bool nested = other.starts_with(place + '/') || place.starts_with(other + '/');
      if (place == other || nested)
        throw ConfigError(option_of_files,
                          "'" + std::string(files[i].name) + "' and '" + other +
                              "' would be one file in the folder of the program; give one another name",
                          i);
    }
    made.files.push_back(place);
  }
  if (command.empty() || command.front().empty())
    throw ConfigError("command", "it must name a program, as in command = [\"python3\", \"summarise.py\"]");
  const auto file_named = [&](const std::string& argument) -> std::optional<std::string> {
    for (std::size_t i = 0; i < files.size(); ++i)
      if (files[i].name == argument) return made.files[i];
    return std::nullopt;
  };
  for (uint32_t i = 0; i < command.size(); ++i) {
    if (command[i].find('\0') != std::string::npos) throw ConfigError("command", "it holds a NUL", i);
    made.arguments.push_back(file_named(command[i]).value_or(command[i]));
  }
  if (const std::optional<std::string> own = file_named(command.front())) made.executable = "./" + *own;
  else made.executable = find_program(command.front(), look_up, option_of_files);
  made.environment = make_environment(environment, look_up);
  return made;
}

}  // namespace docmill::process
