#include "cli/origin_pipeline.hpp"

#include "host/formats/manifest.hpp"
#include "host/run/used_pipeline.hpp"

namespace docmill::cli {

Result<tooling::RunOrigin> origin_of(const std::string& folder, const std::string& pipeline) {
  if (const auto manifest = tooling::read_manifest(folder); !manifest.ok()) return manifest.status();
  Result<tooling::RunOrigin> origin = tooling::read_run_origin(folder);
  if (pipeline.empty()) return origin;
  tooling::RunOrigin said = origin.ok() ? origin.value() : tooling::RunOrigin{};
  said.pipeline = pipeline;
  return said;
}

std::unique_ptr<host::PreparedPipeline> prepare_again(const tooling::RunOrigin& origin, const PluginFlags& plugins,
                                                      Messages& messages, host::Diagnostics& diagnostics) {
  host::PluginSearch search = plugins.search();
  for (const std::string& folder : origin.plugin_folders)
    search.folders.push_back({folder, "the plugin folders of the run"});
  const auto log = [&](uint32_t level, std::string_view stage, std::string_view message) {
    messages.stage_line(level, stage, message);
  };
  return host::prepare_pipeline(host::request_of(origin), search, log, diagnostics);
}

}  // namespace docmill::cli
