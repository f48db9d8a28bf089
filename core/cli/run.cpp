#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <cstdio>

#include "cli/cache_flags.hpp"
#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "docmill/base/json_text.hpp"
#include "host/run/run.hpp"

namespace docmill::cli {
namespace {

std::atomic<bool> stop_requested{false};
std::atomic<int> stop_signal{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

// The first signal ends the run in order, the second at once.
extern "C" void on_signal(int signal) {
  stop_signal = signal;
  stop_requested = true;
  std::signal(signal, SIG_DFL);
}

std::string plural(uint64_t n, const char* what) { return fmt::format("{} {}{}", grouped(n), what, n == 1 ? "" : "s"); }

// What is worth telling of a stage; most have nothing.
void say_stage(Messages& messages, const std::string& name, const host::StageCounts& counts, uint64_t recalled) {
  std::string line;
  if (recalled != 0) line += fmt::format(", {} from the cache", grouped(recalled));
  if (counts.skipped != 0) line += fmt::format(", {} skipped", grouped(counts.skipped));
  if (counts.kept != 0) line += fmt::format(", {} failed and kept", grouped(counts.kept));
  if (!line.empty())
    messages.say(fmt::format("  {}: {} processed{}", name, grouped(counts.documents - recalled), line));
}

void say_summary(Messages& messages, const host::Mill& mill, const host::RunSummary& s) {
  const host::RunCounts& c = s.counts;
  std::string line = plural(c.written, "document") + " written";
  if (c.kept != 0) line += fmt::format(" ({} without some layers)", grouped(c.kept));
  if (c.dropped != 0) line += fmt::format(", {} dropped", grouped(c.dropped));
  line += fmt::format(", {} failed", grouped(c.failed));
  if (c.failed != 0) line += fmt::format(" (listed in {})", (s.output / "failures.jsonl").string());
  messages.say(line);
  for (std::size_t i = 0; i < s.stages.size(); ++i)
    say_stage(messages, mill.plan.stages[i].name(), s.stages[i], s.worked[i].recalled);
  if (const std::string other = host::describe_not_read(s.not_read); !other.empty())
    messages.say(other + " (listed in run.json)");
  if (c.duplicates != 0) messages.say(fmt::format("{} that came before", plural(c.duplicates, "id")));
  if (s.resumed != 0) messages.say(fmt::format("{} had been done before", plural(s.resumed, "document")));
  for (const std::string& reason : s.not_reproducible) messages.say("not reproducible: " + reason);
  messages.say(fmt::format("{} in {:.2f} s: {:.1f} MB/s, {:.0f} documents/s, {}", megabytes(s.bytes_read), s.seconds,
                           static_cast<double>(s.bytes_read) / 1e6 / s.seconds,
                           static_cast<double>(c.documents) / s.seconds, plural(s.threads, "thread")));
  for (const host::WrittenFile& file : s.written)
    if (file.name.starts_with("records/") && !file.name.ends_with(".sha256"))
      messages.say(fmt::format("  {}{}", (s.output / file.name).string(),
                               file.files ? fmt::format(" ({} files)", grouped(*file.files)) : ""));
}

void print_json(const host::RunSummary& s) {
  std::string out = "{\"output\":";
  append_json_string(out, s.output.string());
  out += fmt::format(
      ",\"documents\":{},\"written\":{},\"dropped\":{},\"failed\":{},\"kept\":{},\"duplicates\":{},\"not_read\":{},"
      "\"reproducible\":{}",
      s.counts.documents, s.counts.written, s.counts.dropped, s.counts.failed, s.counts.kept, s.counts.duplicates,
      s.not_read.size(), s.not_reproducible.empty());
  out += ",\"digest\":";
  append_json_string(out, s.digest);
  out += "}\n";
  std::fputs(out.c_str(), stdout);
}

struct Settings {
  PipelineFlags pipeline;
  uint64_t threads = 0;  // 0: all
  uint64_t limit = 0;    // 0: none
  bool resume = false, strict = false, quiet = false, json = false;
  std::string log_level = "warning";
  std::string log_file;
  CacheFlags cache;
  bool no_cache = false;
  std::string replay;
};

// The cache, if a stage asks for it. A cache that cannot be used is told and costs time, never a run.
std::unique_ptr<host::ResultCache> open_cache(const Settings& settings, host::Mill& mill, Messages& messages) {
  if (settings.no_cache || !host::wants_cache(mill)) return nullptr;
  Result<std::unique_ptr<host::ResultCache>> cache = settings.cache.open();
  if (!cache.ok()) {
    messages.say(cache.status().message());
    return nullptr;
  }
  host::use_cache(mill, *cache.value());
  return std::move(cache.value());
}

void say_cache(Messages& messages, host::ResultCache* cache) {
  if (cache == nullptr) return;
  if (const std::string trouble = cache->table().trouble(); !trouble.empty()) messages.say(trouble);
  if (const uint64_t n = cache->table().damaged(); n != 0)
    messages.say(fmt::format("{} damaged in the cache, made again", plural(n, "result")));
}

int run(const Settings& settings) {
  Messages messages({settings.quiet, settings.log_level, settings.log_file});
  if (!messages.trouble().empty()) {
    messages.error(messages.trouble());
    return io_error;
  }
  host::Diagnostics diagnostics;
  const auto log = [&](uint32_t level, std::string_view stage, std::string_view message) {
    messages.stage_line(level, stage, message);
  };
  const std::unique_ptr<host::Mill> mill =
      host::make_mill(settings.pipeline.request(), settings.pipeline.plugins.search(), log, diagnostics);
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) return mill->load_failed ? plugin_error : usage_error;
  if (mill->plan.file.from.empty()) {
    messages.error("nothing to read: give [input] from, or --input");
    return usage_error;
  }

  const std::unique_ptr<host::ResultCache> cache = open_cache(settings, *mill, messages);
  std::unique_ptr<host::Replay> replay;
  if (!settings.replay.empty()) {
    Result<std::unique_ptr<host::Replay>> opened = host::Replay::open(settings.replay);
    if (!opened.ok()) {
      messages.error("--replay: " + opened.status().message());
      return code_of(opened.status().trouble());
    }
    replay = std::move(opened.value());
    host::use_replay(*mill, *replay);
  }
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, on_signal);
  host::RunSettings run;
  run.threads = static_cast<unsigned>(settings.threads);
  if (settings.limit != 0) run.limit = settings.limit;
  run.resume = settings.resume;
  host::RunObserver observer;
  observer.on_message = [&](uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                            std::string_view message) {
    messages.document_line(level, stage, document, code, message);
  };
  observer.on_progress = [&](const host::Progress& p) { messages.progress(p); };
  host::Diagnostics input_diagnostics;
  const Result<host::RunSummary> result = host::run_mill(*mill, run, observer, stop_requested, input_diagnostics);
  messages.end_progress();
  messages.diagnostics(input_diagnostics);
  say_cache(messages, cache.get());
  if (!result.ok()) {
    if (!input_diagnostics.has_errors()) messages.error(result.status().message());
    if (stop_signal != 0) return 128 + stop_signal;
    return code_of(result.status().trouble());
  }
  say_summary(messages, *mill, result.value());
  if (settings.json) print_json(result.value());
  return settings.strict && result.value().counts.failed + result.value().counts.kept != 0 ? found_differences : done;
}

}  // namespace

Command run_command() {
  const auto s = std::make_shared<Settings>();
  std::vector<Flag> flags = {
      flag("--threads", "N", &s->threads,
           "Threads to work with (default: as many as the machine has); never changes a result", whole_number(1, 1024)),
      flag("--limit", "N", &s->limit, "Stop after so many documents", whole_number(1)),
      flag("--resume", &s->resume,
           "Go on with a run that was killed or failed; its bytes are those of an undisturbed one"),
      flag("--strict", &s->strict, "Exit with 1 when a document failed"),
      flag("--quiet", &s->quiet, "Say nothing but errors"),
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
