#include <memory>

#include "command_line/completion.hpp"
#include "command_line/terminal.hpp"

namespace docmill::cli {

Command completion_command(std::function<Program()> program,
                           std::function<std::string(const std::string& shell)> programs) {
  const auto shell = std::make_shared<std::string>();
  return {"completion",
          "Print what makes a shell complete this: source <(docmill completion bash)",
          {argument("SHELL", shell.get(), "bash or zsh", "the name of a shell", one_of({"bash", "zsh"}))},
          [shell, program = std::move(program), programs = std::move(programs)] {
            const std::string others = programs ? programs(*shell) : "";
            const std::string script =
                *shell == "bash" ? bash_completion(program(), others) : zsh_completion(program(), others);
            terminal::put(stdout, script);
            return 0;
          }};
}

}  // namespace docmill::cli
