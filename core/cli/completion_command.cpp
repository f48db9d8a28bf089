
#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/exit_codes.hpp"
#include "cli/terminal.hpp"

namespace docmill::cli {

Command completion_command() {
  const auto shell = std::make_shared<std::string>();
  return {"completion",
          "Print what makes a shell complete docmill: source <(docmill completion bash)",
          {argument("SHELL", shell.get(), "bash or zsh", "the name of a shell", one_of({"bash", "zsh"}))},
          [shell] {
            const std::string script =
                *shell == "bash" ? bash_completion(all_commands()) : zsh_completion(all_commands());
            terminal::put(stdout, script);
            return static_cast<int>(done);
          }};
}

}  // namespace docmill::cli
