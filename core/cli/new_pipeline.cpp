#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/utf8.hpp"
#include "scaffold/pipeline_draft.hpp"
#include "scaffold/write_project.hpp"

namespace docmill::cli {
namespace {

namespace fs = std::filesystem;

struct NewPipelineSettings {
  std::string file = "pipeline.toml";
  std::string input;
  std::string output;  // --output; "out" beside the file when empty
  PluginFlags plugins;
};

// How the file must write a path that counts from the working folder: relative to the file's own folder.
std::string seen_from(const fs::path& file, const std::string& path) {
  if (fs::path(path).is_absolute()) return path;
  const fs::path folder = fs::absolute(file).lexically_normal().parent_path();
  std::string relative = fs::absolute(path).lexically_normal().lexically_relative(folder).string();
  if (relative.size() > 1 && relative.ends_with('/')) relative.pop_back();
  return relative.empty() ? "." : relative;
}

int refuse(const std::string& message) {
  terminal::print(stderr, "docmill: {}\n", message);
  return usage_error;
}

// An output folder below the input would be read by the next run: the globs that leave it out.
std::vector<std::string> globs_of_output(const NewPipelineSettings& settings) {
  const fs::path folder = fs::absolute(settings.file).lexically_normal().parent_path();
  const fs::path out = settings.output.empty() ? folder / "out" : fs::absolute(settings.output).lexically_normal();
  const std::string below = out.lexically_relative(fs::absolute(settings.input).lexically_normal()).string();
  if (below.empty() || below == "." || below.starts_with("..")) return {};
  const std::string name = scaffold::without_globs(below);
  return {name + "/**", name + ".partial/**", name + ".previous/**"};
}

int new_pipeline(const NewPipelineSettings& settings) {
  std::error_code error;
  if (settings.input.empty()) return refuse("'new pipeline' needs --input DIR, the folder that the pipeline is to fit");
  if (!fs::exists(settings.input, error)) return refuse(fmt::format("'{}' does not exist", settings.input));
  if (!settings.file.ends_with(".toml"))
    return refuse(fmt::format("'{0}' is no name for a pipeline file; write {0}.toml", settings.file));
  if (!utf8::is_valid(settings.input))
    return refuse("the name of the input is not UTF-8, and a pipeline file has to be");
  if (fs::exists(fs::symlink_status(settings.file, error)))
    return refuse(fmt::format("{} is there already and is left as it is; name another file", settings.file));

  host::Diagnostics diagnostics;
  const host::StageList installed = host::list_stages(settings.plugins.search());
  scaffold::InputSurvey survey = scaffold::survey_input(scaffold::without_globs(settings.input),
                                                        globs_of_output(settings), installed, diagnostics);
  if (diagnostics.has_errors()) {
    Messages({}).diagnostics(diagnostics);
    return usage_error;
  }
  const std::string from = scaffold::without_globs(seen_from(settings.file, settings.input));
  const std::string to = settings.output.empty() ? "out" : seen_from(settings.file, settings.output);
  const std::string draft = scaffold::draft_pipeline(survey, {settings.file, from, to}, installed);
  const Status status = scaffold::write_new_file(settings.file, draft);
  if (!status.ok()) {
    terminal::print(stderr, "docmill: {}\n", status.message());
    return code_of(status.trouble());
  }
  terminal::print("{} fits {} ({}). Read it, change it, then:\n  docmill check {}\n  docmill run {}\n", settings.file,
                  settings.input, survey.n_files == 1 ? "1 file" : fmt::format("{} files", grouped(survey.n_files)),
                  settings.file, settings.file);
  return done;
}

}  // namespace

Command new_pipeline_command() {
  const auto settings = std::make_shared<NewPipelineSettings>();
  return {"new pipeline", "Look at a folder of documents and write a pipeline file that fits it",
          joined({{argument("FILE", &settings->file, "Where to write it (default: pipeline.toml)", "", a_pipeline()),
                   flag("--input", "DIR", &settings->input, "The folder (or file) to look at", a_file()),
                   flag("--output", "DIR", &settings->output,
                        "What the pipeline shall write to (default: out beside it)", a_folder())},
                  settings->plugins.flags()}),
          [settings] { return new_pipeline(*settings); }};
}

}  // namespace docmill::cli
