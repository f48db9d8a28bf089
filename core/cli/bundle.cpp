#include "tooling/bundle/bundle.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"

namespace docmill::cli {
namespace {

struct BundleSettings {
  std::string folder, file, pipeline;
  bool with_inputs = false, json = false;
  PluginFlags plugins;
};

// out/articles/ -> out/articles.bundle.tar.zst.
std::string usual_name(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder + ".bundle.tar.zst";
}

int bundle(const BundleSettings& settings) {
  Messages messages({});
  tooling::BundleRequest request;
  request.folder = settings.folder;
  request.file = settings.file.empty() ? usual_name(settings.folder) : settings.file;
  request.with_inputs = settings.with_inputs;
  request.pipeline = settings.pipeline;
  request.plugin_dirs = settings.plugins.plugin_dirs;
  for (const host::SearchFolder& f : settings.plugins.search().folders) request.plugin_folders.push_back(f.path);
  const Result<tooling::BundleSummary> result = tooling::write_bundle(request);
  if (!result.ok()) {
    messages.error(result.status().message());
    return code_of(result.status().trouble());
  }
  if (settings.json) {
    std::string out;
    JsonWriter w(out);
    w.object().member("bundle", request.file.string()).member("files", result.value().files);
    w.member("bytes", result.value().size).end();
    terminal::put_json(out + "\n");
    return done;
  }
  terminal::print("{}: {} files, {}\n", request.file.string(), grouped(result.value().files),
                  megabytes(result.value().size));
  for (const std::string& path : result.value().opened)
    terminal::print(
        "  {}: a stage opened it itself (dlopen); it is in the bundle, and found there if it is opened by "
        "its name, or beside the plugin\n",
        path);
  if (!settings.with_inputs)
    terminal::print("without the inputs; on another machine: docmill verify {} --rerun --input DIR\n",
                    request.file.filename().string());
  return done;
}

}  // namespace

Command bundle_command() {
  const auto s = std::make_shared<BundleSettings>();
  return {
      "bundle", "Pack what another machine needs to prove a run",
      joined({{argument("OUT", &s->folder, "The output folder of a run", "the output folder of a run", a_folder()),
               flag("--output", "FILE", &s->file, "Write there instead of OUT.bundle.tar.zst", a_file()),
               flag("--with-inputs", &s->with_inputs, "Pack the inputs, too"),
               flag("--pipeline", "FILE", &s->pipeline, "The pipeline file, when it is not where it was", a_file())},
              s->plugins.flags(),
              {json_flag(&s->json)}}),
      [s] { return bundle(*s); }};
}

}  // namespace docmill::cli
