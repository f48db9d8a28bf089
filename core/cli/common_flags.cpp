#include "cli/common_flags.hpp"

#include <cstdlib>
#include <filesystem>

namespace docmill::cli {

std::vector<Flag> PluginFlags::flags() {
  return {
      flag("--plugin-dir", "DIR", &plugin_dirs, "Look for plugins here first (may be repeated)", existing_folder())};
}

host::PluginSearch PluginFlags::search() const {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return host::PluginSearch::standard(plugin_dirs, std::getenv("DOCMILL_PLUGIN_PATH"), program);
}

std::vector<Flag> PipelineFlags::flags() {
  return joined({{argument("PIPELINE", &pipeline, "The pipeline file (TOML)", "a pipeline file", a_pipeline()),
                  flag("--set", "STAGE.OPTION=VALUE", &sets,
                       "Set an option of a stage, or a key of input, output or run (may be repeated)"),
                  flag("--input", "PATH", &inputs,
                       "Read this instead of [input] from: a file, folder, glob or - (may be repeated)", a_file()),
                  flag("--output", "DIR", &output, "Write there instead of [output] to", a_folder())},
                 plugins.flags()});
}

host::PipelineRequest PipelineFlags::request() const {
  host::PipelineRequest request;
  request.path = pipeline;
  for (const std::string& set : sets) request.overrides.push_back({set});
  request.inputs = inputs;
  request.output = output;
  request.expands = true;
  request.is_tried_first = true;
  return request;
}

Flag json_flag(bool* target) { return flag("--json", target, "Answer in JSON, for programs"); }

}  // namespace docmill::cli
