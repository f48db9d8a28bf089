#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/run_report.hpp"
#include "host/output/output_places.hpp"
#include "host/run/used_pipeline.hpp"
#include "tooling/shards/shard.hpp"

namespace docmill::cli {
namespace {

struct MergeSettings {
  std::string out;
  PluginFlags plugins;
  uint64_t threads = 0;
  bool quiet = false, json = false;
};

int merge(const MergeSettings& settings) {
  Messages messages({settings.quiet, "warning", ""});
  Result<tooling::ShardSurvey> found = tooling::survey_shards(settings.out);
  if (!found.ok()) return failure_code(messages, found.status());
  const tooling::ShardSurvey& survey = found.value();
  for (const std::string& why : survey.why) messages.error(why);
  if (!survey.missing.empty()) {
    messages.error(fmt::format("{} of {} shards are missing: {}; docmill missing lists them", survey.missing.size(),
                               survey.of, tooling::numbers_in_short(survey.missing)));
    return found_differences;
  }

  // As the shards were asked for; plugins may lie elsewhere by now.
  const host::RunOrigin& origin = survey.shards.front().facts.origin;
  host::PipelineRequest request = host::request_of(origin);
  request.output = settings.out;
  host::PluginSearch search = settings.plugins.search();
  for (const std::string& folder : origin.plugin_folders) search.folders.push_back({folder, "the shards"});
  host::Diagnostics diagnostics;
  const auto log = [&](uint32_t level, std::string_view stage, std::string_view message) {
    messages.stage_line(level, stage, message);
  };
  const std::unique_ptr<host::PreparedPipeline> prepared = host::prepare_pipeline(request, search, log, diagnostics);
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) return prepared->load_failed ? plugin_error : usage_error;

  host::RunSettings run;
  run.threads = static_cast<unsigned>(settings.threads);
  const Result<host::RunSummary> result =
      tooling::merge_shards(*prepared, survey, run, observer_of(messages), stop_on_signals());
  messages.end_progress();
  if (!result.ok()) return failure_code(messages, result.status());
  say_summary(messages, *prepared, result.value());
  messages.say(fmt::format("{} is not needed any more", host::places_of(settings.out).value().shards.shown));
  if (settings.json) print_json(result.value());
  return done;
}

}  // namespace

Command merge_command() {
  const auto s = std::make_shared<MergeSettings>();
  std::vector<Flag> flags = {
      argument("OUT", &s->out, "The output folder that the shards are of", "an output folder", a_folder()),
      flag("--threads", "N", &s->threads, "Threads to work with (default: as many as the machine has)",
           whole_number(1, 1024)),
      flag("--quiet", &s->quiet, "Say nothing but errors, and what is thrown away"),
      json_flag(&s->json),
  };
  return {"merge", "Make one output folder of the shards of a run", joined({std::move(flags), s->plugins.flags()}),
          [s] { return merge(*s); }};
}

}  // namespace docmill::cli
