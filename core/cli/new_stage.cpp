#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/next_steps.hpp"
#include "command_line/terminal.hpp"
#include "host/version.hpp"
#include "scaffold/stage_project.hpp"
#include "scaffold/write_project.hpp"

namespace docmill::cli {
namespace {

struct NewStageSettings {
  scaffold::StageWish wish{"", "c++", {}, {}, "", false, false, false, false};
  std::string folder;  // --folder; the stage's name when empty
  PluginFlags plugins;
};

// What to type next, for this machine.
void say_next_steps(const scaffold::StageShape& shape, const std::string& folder) {
  const std::string docmill = spoken_program();
  terminal::print("  cd {}\n", folder);
  if (shape.language == "rust") terminal::print("  make test{}\n", docmill == "docmill" ? "" : " DOCMILL=" + docmill);
  else if (shape.language == "python") terminal::print("  {} test pipeline.toml\n", docmill);
  else say_cmake_steps();
  terminal::print("  {} run pipeline.toml\n", docmill);
}

int new_stage(const NewStageSettings& settings) {
  const host::StageList installed = host::list_stages(settings.plugins.search());
  const scaffold::KnownLayers layers(installed);
  std::vector<std::string> mistakes, remarks;
  const scaffold::StageShape shape = scaffold::read_shape(settings.wish, layers, installed, mistakes, remarks);
  for (const std::string& mistake : mistakes) terminal::print(stderr, "docmill: {}\n", mistake);
  if (!mistakes.empty()) return usage_error;

  std::vector<std::string> wanted;
  for (const scaffold::WantedPort& port : shape.required) wanted.push_back(port.layer);
  const auto files = scaffold::make_stage_project(shape, layers.stages_for(wanted), std::string(host::version));
  const std::string folder = settings.folder.empty() ? shape.name : settings.folder;
  const Status status = scaffold::write_project(folder, files);
  if (!status.ok()) {
    terminal::print(stderr, "docmill: {}\n", status.message());
    return code_of(status.trouble());
  }
  for (const std::string& remark : remarks) terminal::print(stderr, "docmill: {}\n", remark);
  terminal::print("{}/ holds the stage '{}'; its README.md tells what is what. Next:\n", folder, shape.name);
  say_next_steps(shape, folder);
  return done;
}

}  // namespace

Command new_stage_command() {
  const auto settings = std::make_shared<NewStageSettings>();
  return {
      "new stage", "Begin a stage: a folder with source, build file, tests, pipeline, README",
      joined(
          {{argument("NAME", &settings->wish.name, "What the stage is called, in kebab-case", "a name for the stage"),
            flag("--requires", "LAYER[:KIND][?]", &settings->wish.required,
                 "Layers that it reads, with commas; ? also runs where there is none (default: text)"),
            flag("--provides", "LAYER:KIND", &settings->wish.provided,
                 "Layers that it makes: text, spans, attributes, rewrite, json (default: spans called like the stage)"),
            flag("--over", "LAYER", &settings->wish.over,
                 "The text that spans lie over, one that it reads or makes (default: the one that it works on)"),
            flag("--ordered", &settings->wish.ordered,
                 "It depends on the documents before, too: one worker, in input order"),
            flag("--external", &settings->wish.external,
                 "It depends on the world, too; pipelines must allow it, and runs are marked"),
            flag("--filter", &settings->wish.filter, "It drops documents (makes no layers unless --provides says so)"),
            flag("--writer", &settings->wish.writer,
                 "It writes a file of its own (makes no layers unless --provides says so)"),
            flag("--language", "WORD", &settings->wish.language, "c++, c, rust, python (default: c++)",
                 one_of(scaffold::languages())),
            flag("--folder", "DIR", &settings->folder, "Where to put it (default: a folder called like the stage)",
                 a_folder())},
           settings->plugins.flags()}),
      [settings] { return new_stage(*settings); }};
}

}  // namespace docmill::cli
