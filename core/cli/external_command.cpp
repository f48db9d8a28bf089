#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/terminal.hpp"
#include "host/diagnostics/spelling.hpp"

namespace docmill::cli {

int external_command(const std::string& name, char** arguments) {
  if (name.find('/') == std::string::npos) {
    const std::string program = "docmill-" + name;
    std::error_code error;
    const std::filesystem::path beside = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / program;
    ::execv(beside.c_str(), arguments);
    if (errno == ENOENT) ::execvp(program.c_str(), arguments);
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
  terminal::print(stderr, "docmill: no command '{}'{}\n  docmill --help lists them; or a program docmill-{} on PATH\n",
                  name, host::suggestion(name, command_names()), name);
  return usage_error;
}

}  // namespace docmill::cli
