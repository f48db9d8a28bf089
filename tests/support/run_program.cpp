#include "support/run_program.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "support/temp_folder.hpp"

namespace docmill::test {
namespace {

// Output goes to files, not pipes: then nothing can block, however much is said.
void redirect(const std::filesystem::path& path, int flags, int to) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (file < 0 || ::dup2(file, to) < 0) ::_exit(126);
}

[[noreturn]] void become(const std::vector<std::string>& command, const ProgramSettings& settings,
                         const TempFolder& folder) {
  redirect(folder / "in", O_RDONLY, 0);
  redirect(folder / "out", O_WRONLY | O_CREAT, 1);
  redirect(folder / "err", O_WRONLY | O_CREAT, 2);
  if (!settings.working_folder.empty() && ::chdir(settings.working_folder.c_str()) != 0) ::_exit(126);
  for (const std::string& variable : settings.environment) {
    const std::size_t equals = variable.find('=');
    ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
  }
  std::vector<char*> arguments;
  for (const std::string& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

int wait_for_exit(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid failed");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

ProgramResult run_program(const std::vector<std::string>& command, const ProgramSettings& settings) {
  const TempFolder folder;
  folder.write("in", settings.input);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) become(command, settings, folder);
  ProgramResult result;
  result.status = wait_for_exit(child);
  if (result.status == 127) throw std::runtime_error("cannot start " + command[0]);
  result.out = read_file(folder / "out");
  result.err = read_file(folder / "err");
  return result;
}

ProgramResult run_docmill(std::vector<std::string> arguments, const ProgramSettings& settings) {
  arguments.insert(arguments.begin(), DOCMILL_PROGRAM);
  return run_program(arguments, settings);
}

}  // namespace docmill::test
