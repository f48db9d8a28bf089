#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/run_report.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/printable.hpp"
#include "host/formats/fingerprint.hpp"
#include "host/run/used_pipeline.hpp"
#include "tooling/capsule/capsule.hpp"

namespace docmill::cli {
namespace {

struct ReplaySettings {
  std::string capsule, pipeline;
  std::vector<std::string> sets;
  PluginFlags plugins;
  bool here = false, debug = false;
};

// As the run asked for it, with what the command line says beside.
host::PipelineRequest request_of(const ReplaySettings& settings, const tooling::RunOrigin& origin) {
  host::PipelineRequest request = host::request_of(origin);
  if (!settings.pipeline.empty()) request.path = settings.pipeline;
  for (const std::string& set : settings.sets) request.overrides.push_back({set});
  return request;
}

host::PluginSearch search_of(const ReplaySettings& settings, const tooling::RunOrigin& origin) {
  host::PluginSearch search;
  if (!settings.plugins.plugin_dirs.empty()) search = settings.plugins.search();
  for (const std::string& folder : origin.plugin_folders)
    search.folders.push_back({folder, "the plugin folders of the run"});
  return search;
}

// The command line of this very process, without --debug and under a debugger, which takes its place.
int debug(const ReplaySettings& settings, Messages& messages) {
  std::error_code error;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", error).string();
  std::vector<std::string> words = {"gdb", "-q", "-ex", "run", "--args", program, "replay", settings.capsule, "--here"};
  if (!settings.pipeline.empty()) words.insert(words.end(), {"--pipeline", settings.pipeline});
  for (const std::string& set : settings.sets) words.insert(words.end(), {"--set", set});
  for (const std::string& folder : settings.plugins.plugin_dirs) words.insert(words.end(), {"--plugin-dir", folder});
  std::vector<char*> arguments;
  std::string line;
  for (std::string& word : words) {
    arguments.push_back(word.data());
    line += (line.empty() ? "" : " ") + word;
  }
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  messages.error(fmt::format("gdb cannot be started ({}); install it, or give your debugger what stands here: {}",
                             std::strerror(errno), line));
  return io_error;
}

void tell_differences(const host::CapsuleDescription& capsule, const host::PreparedPipeline& prepared,
                      Messages& messages) {
  for (const std::string& phrase : host::fingerprint_differences(capsule.fingerprint, host::fingerprint_text(prepared)))
    messages.notice("not as in the run: " + phrase);
}

int tell(const host::CapsuleDescription& capsule, const tooling::ReplayedDocument& replayed) {
  const std::string id = printable(capsule.id.empty() ? capsule.file : capsule.id);
  const std::string before = printable(capsule.death.message);
  if (replayed.death) {
    const std::string now = printable(replayed.death->message);
    if (now == before) terminal::print("{}: {}, as in the run\n", id, now);
    else terminal::print("{}: {}; in the run: {}\n", id, now, before);
    for (const std::string& frame : replayed.death->stack) terminal::print("  {}\n", printable(frame));
    return found_differences;
  }
  if (replayed.outcome == host::Outcome::written) terminal::print("{}: passes; in the run: {}\n", id, before);
  else
    terminal::print("{}: is {} by '{}', and nothing dies: {}; in the run: {}\n", id,
                    replayed.outcome == host::Outcome::failed ? "failed" : "dropped", replayed.stage,
                    printable(replayed.message), before);
  return done;
}

int replay(const ReplaySettings& settings) {
  Messages messages({});
  const Result<tooling::Capsule> read = tooling::read_capsule(settings.capsule);
  if (!read.ok()) {
    messages.error(read.status().message());
    return code_of(read.status().trouble());
  }
  const host::CapsuleDescription& capsule = read.value().description;
  if (settings.debug) return debug(settings, messages);
  host::Diagnostics diagnostics;
  const auto log = [&](uint32_t level, std::string_view stage, std::string_view message) {
    messages.stage_line(level, stage, message);
  };
  const std::unique_ptr<host::PreparedPipeline> prepared = host::prepare_pipeline(
      request_of(settings, capsule.origin), search_of(settings, capsule.origin), log, diagnostics);
  if (diagnostics.has_errors()) {
    messages.diagnostics(diagnostics);
    return prepared->load_failed ? plugin_error : usage_error;
  }
  tell_differences(capsule, *prepared, messages);
  const Result<tooling::ReplayedDocument> replayed =
      tooling::replay_capsule(read.value(), *prepared, settings.here, stop_on_signals());
  if (replayed.ok()) return tell(capsule, replayed.value());
  messages.error(replayed.status().message());
  return code_of(replayed.status().trouble());
}

}  // namespace

Command replay_command() {
  const auto s = std::make_shared<ReplaySettings>();
  std::vector<Flag> flags = {
      argument("CAPSULE", &s->capsule, "A folder in OUT.capsules, which `run --isolate` has made", "a capsule",
               a_folder()),
      flag("--debug", &s->debug, "Under gdb, in one process"),
      flag("--here", &s->here, "Call the stages in this process, which then ends as the worker process did"),
      flag("--pipeline", "FILE", &s->pipeline, "The pipeline file, where it is not any more where the run found it",
           a_pipeline()),
      flag("--set", "STAGE.OPTION=VALUE", &s->sets, "Set an option beside those of the run (may be repeated)"),
  };
  return {"replay", "Give a document that a stage did not survive to the stages again, alone",
          joined({std::move(flags), s->plugins.flags()}), [s] { return replay(*s); }};
}

}  // namespace docmill::cli
