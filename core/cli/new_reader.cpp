#include <fmt/format.h>

#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/next_steps.hpp"
#include "command_line/terminal.hpp"
#include "host/version.hpp"
#include "scaffold/reader_project.hpp"
#include "scaffold/write_project.hpp"

namespace docmill::cli {
namespace {

struct NewReaderSettings {
  scaffold::ReaderWish wish;
  std::string folder;  // --folder; the reader's name when empty
  PluginFlags plugins;
};

int new_reader(NewReaderSettings& settings) {
  const std::vector<std::string> mistakes =
      scaffold::check_wish(settings.wish, host::list_stages(settings.plugins.search()));
  for (const std::string& mistake : mistakes) terminal::print(stderr, "docmill: {}\n", mistake);
  if (!mistakes.empty()) return usage_error;
  const std::string folder = settings.folder.empty() ? settings.wish.name : settings.folder;
  const Status status =
      scaffold::write_project(folder, scaffold::make_reader_project(settings.wish, std::string(host::version)));
  if (!status.ok()) {
    terminal::print(stderr, "docmill: {}\n", status.message());
    return code_of(status.trouble());
  }
  terminal::print("{}/ holds the reader '{}'; its README.md tells what is what. Next:\n  cd {}\n", folder,
                  settings.wish.name, folder);
  if (settings.wish.language == "python") terminal::print("  {} test pipeline.toml\n", spoken_program());
  else say_cmake_steps();
  terminal::print("  {} run pipeline.toml\n", spoken_program());
  return done;
}

}  // namespace

Command new_reader_command() {
  const auto settings = std::make_shared<NewReaderSettings>();
  return {"new reader", "Begin a reader of files of a kind: a folder with source, build file, tests, pipeline, README",
          joined({{argument("NAME", &settings->wish.name, "What the reader is called, in kebab-case",
                            "a name for the reader"),
                   flag("--suffix", ".SUFFIX", &settings->wish.suffix,
                        "How the names of its files end (default: a dot and the name)"),
                   flag("--language", "WORD", &settings->wish.language, "c++, python (default: c++)",
                        one_of(scaffold::reader_languages())),
                   flag("--folder", "DIR", &settings->folder,
                        "Where to put it (default: a folder called like the reader)", a_folder())},
                  settings->plugins.flags()}),
          [settings] { return new_reader(*settings); }};
}

}  // namespace docmill::cli
