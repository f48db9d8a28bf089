#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/origin_pipeline.hpp"
#include "cli/run_report.hpp"
#include "command_line/paint.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "tooling/review/failure_groups.hpp"
#include "tooling/review/retry.hpp"

namespace docmill::cli {
namespace {

struct FailuresSettings {
  std::string out, pipeline;
  uint64_t show = 5;
  bool dropped = false, rerun = false, json = false;
  PluginFlags plugins;
};

// ---- the list

void print_groups_json(const std::vector<tooling::FailureGroup>& groups) {
  std::string out;
  JsonWriter w(out);
  w.object().key("groups").array();
  for (const tooling::FailureGroup& g : groups) {
    w.on_new_line().object().member("outcome", g.outcome).member("stage", g.stage).member("code", g.code);
    w.member("documents", g.documents).key("first").array();
    for (const tooling::FailedDocument& d : g.first) {
      w.object().member("id", d.id).member("place", d.place);
      if (!d.locator.empty()) w.member("locator", d.locator);
      w.member("message", d.message).end();
    }
    w.end().end();
  }
  w.end().end();
  terminal::put_json(out + "\n");
}

void print_groups(const std::vector<tooling::FailureGroup>& groups, const FailuresSettings& settings) {
  const Paint paint;
  if (groups.empty()) terminal::print("no document failed{}\n", settings.dropped ? " or was dropped" : "");
  for (const tooling::FailureGroup& g : groups) {
    terminal::print("{} {} by {}: {}\n", plural(g.documents, "document"), g.outcome, paint.bold(printable(g.stage)),
                    paint.red(printable(g.code)));
    for (const tooling::FailedDocument& d : g.first)
      terminal::print("  {}{}: {}\n", printable(d.id),
                      d.place_beside_id.empty() ? "" : paint.dim("  " + printable(d.place_beside_id)),
                      printable(d.message));
    if (g.documents > g.first.size() && !g.first.empty())
      terminal::print("  {}\n", paint.dim(fmt::format("… and {} more", grouped(g.documents - g.first.size()))));
  }
}

int list_failures(const FailuresSettings& settings, Messages& messages) {
  const auto groups = tooling::failure_groups(settings.out, settings.show, settings.dropped);
  if (!groups.ok()) return failure_code(messages, groups.status());
  if (settings.json) print_groups_json(groups.value());
  else print_groups(groups.value(), settings);
  return done;
}

// ---- trying again

void print_retried(const tooling::Retried& r) {
  const Paint paint;
  const std::string now = tooling::name_of(r.now);
  std::string line = printable(host::spoken_name(r.id, r.place, r.locator)) + ": ";
  line += r.now == tooling::Retried::Now::passes ? paint.green(now) : paint.red(now);
  if (r.error)
    line +=
        fmt::format(" {}: {} ({})", printable(r.error->stage), printable(r.error->message), printable(r.error->code));
  terminal::print("{}\n  {}\n", line,
                  paint.dim(fmt::format("was {}: {} ({})", printable(r.before.stage), printable(r.before.message),
                                        printable(r.before.code))));
  terminal::flush();
}

void print_retried_json(const tooling::Retried& r) {
  std::string out;
  JsonWriter w(out);
  const auto error = [&](const char* key, const tooling::IndexedError& e) {
    w.key(key).object().member("stage", e.stage).member("code", e.code).member("message", e.message).end();
  };
  w.object().member("id", r.id).member("place", r.place);
  if (!r.locator.empty()) w.member("locator", r.locator);
  w.member("now", tooling::name_of(r.now));
  error("before", r.before);
  if (r.error) error("error", *r.error);
  w.end();
  terminal::put_json(out + "\n");
}

void print_retry(const tooling::RetrySummary& s, const tooling::RunOrigin& origin) {
  if (s.passes + s.dropped + s.fails + s.gone + s.untried == 0) terminal::print("no document failed\n");
  else
    terminal::print("{} now, {} dropped, {} again\n",
                    plural(s.passes, "document") + (s.passes == 1 ? " passes" : " pass"), grouped(s.dropped),
                    grouped(s.fails) + " failed");
  if (s.gone != 0) terminal::print("{} not in the input any more\n", plural(s.gone, "document"));
  if (s.untried != 0)
    terminal::print("{} not tried: a stage brought its process down there; docmill run --isolate tries it\n",
                    plural(s.untried, "document"));
  if (!s.remembers.empty())
    terminal::print("'{}' remembers earlier documents, and was tried without them\n", s.remembers);
  if (s.passes != 0)
    terminal::print("nothing was written; docmill run {} --keep writes the run with them\n",
                    printable(origin.pipeline));
}

int rerun_failures(const FailuresSettings& settings, Messages& messages) {
  const Result<tooling::RunOrigin> origin = origin_of(settings.out, settings.pipeline);
  if (!origin.ok()) return failure_code(messages, origin.status());
  host::Diagnostics diagnostics;
  const auto prepared = prepare_again(origin.value(), settings.plugins, messages, diagnostics);
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) return prepared->load_failed ? plugin_error : usage_error;
  const auto summary =
      tooling::retry_failures(*prepared, settings.out, settings.json ? print_retried_json : print_retried);
  if (!summary.ok()) return failure_code(messages, summary.status());
  if (!settings.json) print_retry(summary.value(), origin.value());
  return summary.value().fails + summary.value().gone + summary.value().untried == 0 ? done : found_differences;
}

int failures(const FailuresSettings& settings) {
  Messages messages({});
  if (settings.rerun && settings.dropped) {
    messages.error("--rerun tries what failed, --dropped lists what was not wanted; give one of them");
    return usage_error;
  }
  return settings.rerun ? rerun_failures(settings, messages) : list_failures(settings, messages);
}

}  // namespace

Command failures_command() {
  const auto s = std::make_shared<FailuresSettings>();
  return {"failures", "List what failed in a run, grouped by stage and code, or try it again",
          joined({{argument("OUT", &s->out, "The output folder of a run", "the output folder of a run", a_folder()),
                   flag("--show", "N", &s->show, "How many documents of each group to name", whole_number(0, 1000000)),
                   flag("--dropped", &s->dropped, "List also the documents that a stage dropped"),
                   flag("--rerun", &s->rerun,
                        "Try just these documents again with the run's pipeline, each alone; writes nothing"),
                   flag("--pipeline", "FILE", &s->pipeline,
                        "With --rerun: the pipeline file, when it is not where it was", a_file())},
                  s->plugins.flags(),
                  {json_flag(&s->json)}}),
          [s] { return failures(*s); }};
}

}  // namespace docmill::cli
