#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "cli/cache_flags.hpp"
#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/locked_run.hpp"
#include "cli/messages.hpp"
#include "cli/run_report.hpp"
#include "host/guard/last_words.hpp"
#include "host/input/would_be_input.hpp"
#include "host/output/output_places.hpp"
#include "host/run/run.hpp"
#include "host/support/working_folder.hpp"
#include "tooling/replay/replay.hpp"
#include "tooling/shards/shard.hpp"

namespace docmill::cli {
namespace {

struct RunSettings {
  PipelineFlags pipeline;
  LockedRun locked;
  uint64_t threads = 0;  // 0: all
  uint64_t limit = 0;    // 0: none
  bool resume = false, strict = false, quiet = false, json = false;
  bool keep = false, isolate = false;
  std::string shard;
  std::string log_level = "warning";
  std::string log_file;
  CacheFlags cache;
  bool no_cache = false;
  std::string replay;
};

// The cache, if a stage asks for it. A cache that cannot be used is told and costs time, never a run.
std::unique_ptr<tooling::ResultCache> open_cache(const RunSettings& settings, host::PreparedPipeline& prepared,
                                                 Messages& messages) {
  if (settings.no_cache || !host::wants_cache(prepared)) return nullptr;
  Result<std::unique_ptr<tooling::ResultCache>> cache = settings.cache.open();
  if (!cache.ok()) {
    messages.say(cache.status().message());
    return nullptr;
  }
  host::use_cache(prepared, *cache.value());
  return std::move(cache.value());
}

void say_cache(Messages& messages, tooling::ResultCache* cache) {
  if (cache == nullptr) return;
  if (const std::string trouble = cache->table().trouble(); !trouble.empty()) messages.say(trouble);
  if (const uint64_t n = cache->table().damaged(); n != 0)
    messages.say(fmt::format("{} damaged in the cache, made again", plural(n, "result")));
}

void say_shard(Messages& messages, tooling::ShardChoice shard, const host::RunSummary& s) {
  messages.say(fmt::format("shard {} of {}: {}{} in {:.2f} s; {}", shard.shard, shard.of,
                           plural(s.counts.documents, "document"),
                           s.resumed != 0 ? fmt::format(" ({} had been done before)", grouped(s.resumed)) : "",
                           s.seconds, s.output.string()));
}

// What is left, and to be done, when a stage brings the program down.
std::string way_on(const host::Plan& plan) {
  const bool is_ordered =
      std::any_of(plan.stages.begin(), plan.stages.end(), [](const auto& stage) { return stage.serial; });
  if (is_ordered)
    return "a stage of this pipeline remembers earlier documents, so the same command begins anew, also with --resume; "
           "leave such a document out of the input, or mend the stage";
  return "what was finished is kept beside OUT; the same command with --resume --isolate goes on behind it, lists a "
         "document on which a stage dies, and goes on with the next";
}

// A log is written anew; what lies there and is none, say an article, must not go for a slip of the hand.
const char* what_log_would_replace(const RunSettings& settings) {
  std::error_code none;
  const std::filesystem::path log = settings.log_file;
  if (std::filesystem::equivalent(log, settings.pipeline.pipeline, none)) return "is the pipeline file";
  if (!std::filesystem::is_regular_file(log, none) || std::filesystem::is_empty(log, none)) return nullptr;
  std::string begin(Messages::log_line_begins.size(), '\0');
  std::ifstream(log).read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return Messages::is_log_line(begin) ? nullptr : "is a file with something else in it";
}

// What the log would do harm to where it lies: a run replaces its output folder, and the next one would read a log
// among the documents.
std::string what_log_would_disturb(const std::string& log, const host::PipelineFile& pipeline) {
  if (log.empty()) return {};
  std::error_code none;
  const std::filesystem::path path = std::filesystem::weakly_canonical(host::anchored(log), none);
  const auto holds_log = [&](const host::NamedFolder& folder) {
    const std::filesystem::path below = path.lexically_relative(std::filesystem::weakly_canonical(folder.path, none));
    return !below.empty() && *below.begin() != "..";
  };
  if (pipeline.to) {
    const Result<host::OutputPlaces> places = host::places_of(pipeline.to->resolved());
    if (places.ok())
      for (const host::NamedFolder* folder : {&places.value().out, &places.value().partial, &places.value().previous,
                                              &places.value().shards, &places.value().jobs, &places.value().capsules})
        if (holds_log(*folder)) return fmt::format("lies in {}, where a run keeps its own files alone", folder->shown);
  }
  return host::would_be_input(pipeline, log) ? "lies in the input, and would be read as a document" : "";
}

int run(RunSettings& settings) {
  const std::optional<tooling::ShardChoice> shard = tooling::parse_shard(settings.shard);
  if (!settings.shard.empty() && !shard) {
    Messages({}).error(
        fmt::format("--shard is '{}', which is no share such as 3/16 (the third of sixteen)", settings.shard));
    return usage_error;
  }
  if (const char* other = what_log_would_replace(settings)) {
    Messages({}).error(fmt::format("--log-file {}: {}; give a name of its own", settings.log_file, other));
    return usage_error;
  }
  Messages messages({settings.quiet, settings.log_level, settings.log_file});
  host::Diagnostics diagnostics;
  const auto log = [&](uint32_t level, std::string_view stage, std::string_view message) {
    messages.stage_line(level, stage, message);
  };
  host::PluginSearch search = settings.pipeline.plugins.search();
  host::PipelineRequest request = settings.pipeline.request();
  request.is_tried_first = false;  // models would be made twice
  request.is_to_run = true;
  if (settings.isolate) request.overrides.push_back({"run.isolation=process"});
  if (const auto code = settings.locked.prepare(request, search, messages)) return *code;
  const std::unique_ptr<host::PreparedPipeline> prepared = host::prepare_pipeline(request, search, log, diagnostics);
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) {
    // What stages said before they failed is looked for in the log.
    if (prepared->load_failed && what_log_would_disturb(settings.log_file, prepared->plan.file).empty())
      (void)messages.open_log();
    return prepared->load_failed ? plugin_error : usage_error;
  }
  if (const auto code = settings.locked.compare(*prepared, messages)) return *code;
  if (prepared->plan.file.from.empty()) {
    messages.error("nothing to read: give [input] from, or --input");
    return usage_error;
  }
  if (const std::string harm = what_log_would_disturb(settings.log_file, prepared->plan.file); !harm.empty()) {
    messages.error(fmt::format("--log-file {}: {}; write it elsewhere", settings.log_file, harm));
    return usage_error;
  }
  if (const std::string trouble = messages.open_log(); !trouble.empty()) {
    messages.error(trouble);
    return io_error;
  }

  const std::unique_ptr<tooling::ResultCache> cache = open_cache(settings, *prepared, messages);
  std::unique_ptr<tooling::Replay> replay;
  if (!settings.replay.empty()) {
    Result<std::unique_ptr<tooling::Replay>> opened = tooling::Replay::open(settings.replay);
    if (!opened.ok()) {
      messages.error("--replay: " + opened.status().message());
      return code_of(opened.status().trouble());
    }
    replay = std::move(opened.value());
    host::use_replay(*prepared, [&](const std::string& stage) { return replay->of_stage(stage); });
  }
  host::RunSettings run;
  run.threads = static_cast<unsigned>(settings.threads);
  if (settings.limit != 0) run.limit = settings.limit;
  run.resume = settings.resume;
  run.incremental = settings.keep;
  host::set_way_on(way_on(prepared->plan));
  const std::atomic<bool>& stop = stop_on_signals();
  const host::RunObserver observer = observer_of(messages);
  host::Diagnostics input_diagnostics;
  const Result<host::RunSummary> result =
      shard ? tooling::run_shard(*prepared, *shard, run, observer, stop, input_diagnostics)
            : host::run_pipeline(*prepared, run, observer, stop, input_diagnostics);
  messages.end_progress();
  messages.diagnostics(input_diagnostics);
  say_cache(messages, cache.get());
  if (input_diagnostics.has_errors()) return usage_error;
  if (!result.ok()) return failure_code(messages, result.status());
  if (shard) say_shard(messages, *shard, result.value());
  else say_summary(messages, *prepared, result.value());
  if (settings.json) print_json(result.value());
  if (!messages.close_log()) return io_error;
  return settings.strict && result.value().counts.failed + result.value().counts.kept != 0 ? found_differences : done;
}

}  // namespace

Command run_command() {
  const auto s = std::make_shared<RunSettings>();
  std::vector<Flag> flags = {
      flag("--threads", "N", &s->threads,
           "Threads to work with (default: as many as the machine has); never changes a result", whole_number(1, 1024)),
      s->locked.flag(),
      flag("--limit", "N", &s->limit, "Stop after so many documents", whole_number(1)),
      flag("--resume", &s->resume,
           "Go on with a run that was killed or failed; its bytes are those of an undisturbed one"),
      flag("--isolate", &s->isolate,
           "Let stages work in processes of their own: a document on which one dies is listed, and the run goes on"),
      flag("--keep", &s->keep, "Take over from the last OUT the documents whose bytes and pipeline are the same"),
      flag("--shard", "K/N", &s->shard, "Only the K-th of N shares of the input, into OUT.shards; see docmill merge"),
      flag("--strict", &s->strict, "Exit with 1 when a document failed"),
      flag("--quiet", &s->quiet, "Say nothing but errors, and what is thrown away"),
      json_flag(&s->json),
      flag("--log-level", "LEVEL", &s->log_level, "What to say of documents: debug, info, warning, error",
           one_of({"debug", "info", "warning", "error"})),
      flag("--replay", "OUT", &s->replay,
           "Do not call EXTERNAL stages: they answer as recorded in that run's output folder", a_folder()),
      flag("--no-cache", &s->no_cache, "Call every stage, also those with cache = true"),
      flag("--log-file", "FILE", &s->log_file, "Write everything that is said of documents to this file, too",
           a_file()),
  };
  return {"run", "Run a pipeline over its input", joined({s->pipeline.flags(), std::move(flags), s->cache.flags()}),
          [s] { return run(*s); }};
}

}  // namespace docmill::cli
