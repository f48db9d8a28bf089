#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/own_process.hpp"
#include "command_line/command_line.hpp"
#include "host/guard/last_words.hpp"
#include "host/support/working_folder.hpp"
#include "tooling/verify/rerun.hpp"

namespace {

int dispatch(int argc, char** argv) {
  using namespace docmill::cli;
  if (argc == 3 && std::string_view(argv[1]) == docmill::tooling::rerun_argument) return rerun_process(argv[2]);
  if (argc > 1 && std::string_view(argv[1]) == "help") {  // `docmill help run`, as other programs have it
    std::string flag = "--help";
    std::vector<char*> words{argv[0]};
    words.insert(words.end(), argv + 2, argv + argc);
    words.push_back(flag.data());
    words.push_back(nullptr);
    return dispatch(argc, words.data());
  }
  if (argc > 1 && argv[1][0] != '-') {
    const std::vector<std::string> names = command_names();
    if (std::find(names.begin(), names.end(), argv[1]) == names.end()) return external_command(argv[1], argv + 1);
    if (const std::optional<Command> command = read_command(docmill_program(argv[1]), argc, argv))
      return command->run();
  }
  Program program = docmill_program();
  if (argc < 2 || argv[1][0] == '-')
    for (const std::string& name : further_commands())
      program.footer =
          fmt::format("A command as well, a program of its own: {0} (docmill {0} --help)\n{1}", name, program.footer);
  int exit_code = done;
  const std::optional<Command> command = parse_command_line(std::move(program), argc, argv, exit_code);
  return command ? command->run() : exit_code;
}

// Some libraries below the stages (CLD2) take and free megabytes for every call. glibc would hand such blocks back to
// the system each time and fetch them again, which costs more than the work done in them.
void keep_large_blocks() {
#if defined(__GLIBC__)
  ::mallopt(M_MMAP_THRESHOLD, 16 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keep_large_blocks();
  std::signal(SIGCHLD, SIG_DFL);  // where the caller ignores it, no end of a child can be told
  const int exit_code = docmill::cli::exit_code_of([&] {
    (void)docmill::host::working_folder();  // before any code of others is here
    docmill::host::have_last_words({docmill::cli::plugin_error, docmill::cli::stage_error});
    return dispatch(argc, argv);
  });
  docmill::cli::end_process(exit_code);
}
