#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "tooling/lock/lock_file.hpp"

namespace docmill::cli {
namespace {

struct LockSettings {
  PipelineFlags pipeline;
  bool json = false;
};

// What changed since the lock that stands there, for the one who decides whether it should.
std::vector<tooling::LockedDifference> changes_since(const std::filesystem::path& path,
                                                     const host::PreparedPipeline& prepared,
                                                     const std::string& pipeline) {
  const Result<tooling::Lock> old = tooling::read_lock(path);
  if (!old.ok()) return {};
  return tooling::check_lock(old.value(), tooling::lock_of(prepared), tooling::LockMode::exact, pipeline);
}

int lock(const LockSettings& settings) {
  Messages messages({});
  const std::string& pipeline = settings.pipeline.pipeline;
  host::Diagnostics diagnostics;
  const std::unique_ptr<host::PreparedPipeline> prepared =
      host::prepare_pipeline(settings.pipeline.request(), settings.pipeline.plugins.search(), nullptr, diagnostics);
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) return prepared->load_failed ? plugin_error : usage_error;

  if (const Status s = prepared->resources.check_believed(); !s.ok()) {
    messages.error(s.message());
    return code_of(s.trouble());
  }
  const std::filesystem::path path = tooling::lock_path(pipeline);
  std::error_code error;
  const bool was_there = std::filesystem::exists(path, error);
  const std::vector<tooling::LockedDifference> changes = changes_since(path, *prepared, pipeline);
  if (const Status s = tooling::write_lock(path, tooling::lock_of(*prepared)); !s.ok()) {
    messages.error(s.message());
    return code_of(s.trouble());
  }
  std::size_t n_resources = 0;
  for (const auto& stage : prepared->stages) n_resources += stage->used_resources().size();
  if (settings.json) {
    std::string out;
    JsonWriter w(out);
    w.object().member("lock", path.string()).member("stages", prepared->stages.size());
    w.member("resources", n_resources).member("changes", changes.size()).end();
    terminal::put_json(out + "\n");
    return done;
  }
  terminal::print("{}: {} stages and {} resources locked{}\n", path.string(), prepared->stages.size(), n_resources,
                  was_there && changes.empty() ? ", nothing has changed" : "");
  for (const tooling::LockedDifference& d : changes) terminal::print("  {}\n", d.what);
  return done;
}

}  // namespace

Command lock_command() {
  const auto s = std::make_shared<LockSettings>();
  return {
      "lock", "Pin what a pipeline may use: plugins, libraries, resources, options",
      joined({{argument("PIPELINE", &s->pipeline.pipeline, "The pipeline file (TOML)", "a pipeline file", a_pipeline()),
               flag("--set", "STAGE.OPTION=VALUE", &s->pipeline.sets,
                    "Lock with this option of a stage; the run must then be given it, too (may be repeated)")},
              s->pipeline.plugins.flags(),
              {json_flag(&s->json)}}),
      [s] { return lock(*s); }};
}

}  // namespace docmill::cli
