#include "tooling/report/report.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/origin_pipeline.hpp"
#include "cli/run_report.hpp"
#include "command_line/terminal.hpp"
#include "host/formats/manifest.hpp"

namespace docmill::cli {
namespace {

struct ReportSettings {
  std::string out, to, pipeline;
  bool no_sources = false;
  PluginFlags plugins;
};

// out/articles/ -> out/articles.report.
std::string usual_report(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder + ".report";
}

// Null when the input cannot be read again, and says why; the report is written all the same.
std::unique_ptr<host::PreparedPipeline> pipeline_for_sources(const ReportSettings& settings, Messages& messages) {
  const Result<tooling::RunOrigin> origin = origin_of(settings.out, settings.pipeline);
  host::Diagnostics diagnostics;
  std::unique_ptr<host::PreparedPipeline> prepared;
  std::string why = origin.ok() ? "" : origin.status().message();
  if (origin.ok()) prepared = prepare_again(origin.value(), settings.plugins, messages, diagnostics);
  for (const host::Diagnostic& d : diagnostics.all())
    if (d.severity == host::Severity::error && why.empty()) why = host::render_in_one_line(d);
  if (why.empty()) return prepared;
  messages.say("the report shows no sources: " + why);
  return nullptr;
}

int report(const ReportSettings& settings) {
  Messages messages({});
  if (const auto manifest = tooling::read_manifest(settings.out); !manifest.ok())
    return failure_code(messages, manifest.status());
  std::unique_ptr<host::PreparedPipeline> prepared;
  if (!settings.no_sources) prepared = pipeline_for_sources(settings, messages);
  const std::string to = settings.to.empty() ? usual_report(settings.out) : settings.to;
  const auto summary = tooling::write_report({settings.out, to, prepared.get()});
  if (!summary.ok()) return failure_code(messages, summary.status());
  terminal::print("{}/index.html: {}, {} with the source\n", to, plural(summary.value().documents, "document"),
                  grouped(summary.value().with_source));
  return done;
}

}  // namespace

Command report_command() {
  const auto s = std::make_shared<ReportSettings>();
  return {"report", "Make a folder of pages to look at a run in a browser, without a network",
          joined({{argument("OUT", &s->out, "The output folder of a run", "the output folder of a run", a_folder()),
                   flag("--to", "FOLDER", &s->to, "Where to write it (default: OUT.report)", a_folder()),
                   flag("--no-sources", &s->no_sources, "Leave the sources of the documents out"),
                   flag("--pipeline", "FILE", &s->pipeline,
                        "The pipeline file, when it is not where it was: it says where the sources are", a_file())},
                  s->plugins.flags()}),
          [s] { return report(*s); }};
}

}  // namespace docmill::cli
