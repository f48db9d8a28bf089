#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "command_line/terminal.hpp"
#include "host/diagnostics/spelling.hpp"

namespace docmill::cli {

namespace {

std::filesystem::path own_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

// What the program prints; empty when it ends with a mistake.
std::string printed_by(const std::filesystem::path& program, const std::string& arguments) {
  std::string quoted = "'";
  for (const char c : program.string()) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  std::FILE* pipe = ::popen((quoted + "' " + arguments + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return {};
  std::string text;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) != 0;) text.append(buffer, n);
  return ::pclose(pipe) == 0 ? text : "";
}

constexpr std::string_view prefix = "docmill-";

// "docmill-kb", but no "docmill-kb.old" that somebody keeps beside it.
bool is_name_of_program(std::string_view name) {
  return name.size() > prefix.size() && name.starts_with(prefix) &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool is_program(const std::filesystem::path& path) {
  std::error_code error;  // a folder may be "executed", too
  return std::filesystem::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::vector<std::filesystem::path> programs_beside() {
  std::vector<std::filesystem::path> programs;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(own_folder(), error))
    if (is_name_of_program(entry.path().filename().string()) && is_program(entry.path()))
      programs.push_back(entry.path());
  std::sort(programs.begin(), programs.end());
  return programs;
}

}  // namespace

std::vector<std::string> further_commands() {
  std::vector<std::string> names;
  for (const std::filesystem::path& program : programs_beside())
    names.push_back(program.filename().string().substr(prefix.size()));
  return names;
}

std::string completion_of_programs(const std::string& shell) {
  std::string scripts;
  for (const std::filesystem::path& program : programs_beside()) scripts += printed_by(program, "completion " + shell);
  return scripts;
}

int external_command(const std::string& name, char** arguments) {
  if (name.find('/') == std::string::npos) {
    const std::string program = "docmill-" + name;
    const std::filesystem::path beside = own_folder() / program;
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(beside, error);
    if (!is_folder) ::execv(beside.c_str(), arguments);
    if (is_folder || errno == ENOENT) ::execvp(program.c_str(), arguments);
    if (errno != ENOENT) {
      terminal::print(stderr, "docmill: {} cannot be run: {}\n", program, std::strerror(errno));
      return usage_error;
    }
  }
  std::error_code error;
  if (name.ends_with(".toml") || std::filesystem::is_regular_file(name, error)) {
    terminal::print(stderr, "docmill: '{}' is no command\n  write docmill run {}\n", name, name);
    return usage_error;
  }
  std::vector<std::string> known = command_names();
  for (std::string& further : further_commands()) known.push_back(std::move(further));
  terminal::print(stderr, "docmill: no command '{}'{}\n  docmill --help lists them; or a program docmill-{} on PATH\n",
                  name, host::suggestion(name, known), name);
  return usage_error;
}

}  // namespace docmill::cli
