#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/passed_by.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "host/input/input.hpp"
#include "host/output/work_folder.hpp"
#include "host/run/other_readers.hpp"
#include "tooling/inspect/expectation.hpp"

namespace docmill::cli {

std::string diagnostics_json(const host::Diagnostics& diagnostics) {
  std::string out;
  JsonWriter w(out);
  w.array();
  for (const host::Diagnostic& d : diagnostics.all()) {
    w.on_new_line().object().member("severity", d.severity == host::Severity::error ? "error" : "warning").key("file");
    if (d.place.source) w.value(d.place.source->name);
    else w.null();
    w.member("line", d.place.line).member("column", d.place.column).member("message", d.message);
    w.member("details", d.details).end();
  }
  w.end();
  return out + "\n";
}

namespace {

std::string counted(std::size_t n, const char* what) {
  return fmt::format("{} {}{}", grouped(n), what, n == 1 ? "" : "s");
}

// What a run would be refused for before its work begins. (Whether another run is at work there is a matter of time.)
void check_output(const host::PipelineFile& file, host::Diagnostics& diagnostics) {
  if (!file.to) return;
  if (const Status s = host::WorkFolder::would_open(file.to->resolved()); !s.ok())
    diagnostics.error(file.to->place, s.message());
}

struct CheckSettings {
  PipelineFlags pipeline;
  bool json = false;
};

int check(const CheckSettings& settings) {
  Messages messages({});
  host::Diagnostics diagnostics;
  const std::unique_ptr<host::PreparedPipeline> prepared =
      host::prepare_pipeline(settings.pipeline.request(), settings.pipeline.plugins.search(), nullptr, diagnostics);
  if (!diagnostics.has_errors()) tooling::check_expectations(prepared->plan, diagnostics);
  host::InputList inputs;
  const std::size_t n_before = diagnostics.n_errors();
  if (prepared->plan.file.source != nullptr)
    inputs = host::list_inputs(prepared->plan.file, diagnostics, 0, host::other_readers(*prepared));
  if (diagnostics.n_errors() == n_before) check_output(prepared->plan.file, diagnostics);  // input in OUT: said already
  if (!prepared->plan.file.to && !diagnostics.has_errors())
    diagnostics.warning({prepared->plan.file.source, 0, 0}, "[output] to is missing; `run` will need --output");
  std::vector<std::string> readers;
  if (!diagnostics.has_errors()) {
    readers = readers_of_passed_by(inputs.not_read, prepared->plan.file, prepared->search);
    if (prepared->plan.file.from.empty())
      diagnostics.warning({prepared->plan.file.source, 0, 0}, "[input] from is missing; `run` will need --input");
    host::warn_of_no_input(prepared->plan.file, inputs, readers, diagnostics);
  }
  diagnostics.sort();
  if (settings.json) terminal::put_json(diagnostics_json(diagnostics));
  else messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) {
    if (!settings.json)
      messages.say(fmt::format("{}: {} mistake{}", settings.pipeline.pipeline, diagnostics.n_errors(),
                               diagnostics.n_errors() == 1 ? "" : "s"));
    return prepared->load_failed ? plugin_error : usage_error;
  }
  if (const std::string outputs = host::describe_outputs(inputs.outputs); !settings.json && !outputs.empty())
    messages.say(outputs);
  if (!settings.json && !readers.empty() && !inputs.files.empty()) {
    messages.say(host::describe_not_read(inputs.not_read));
    for (const std::string& sentence : readers) messages.say("  " + sentence);
  }
  if (!settings.json)
    terminal::print("{}: fine: {}{}, {}, {}\n", settings.pipeline.pipeline,
                    prepared->plan.readers.empty() ? "" : counted(prepared->plan.readers.size(), "reader") + ", ",
                    counted(prepared->plan.stages.size(), "stage"),
                    counted(prepared->plan.layers.size() - host::n_host_slots, "layer"),
                    counted(inputs.files.size(), "input file"));
  return done;
}

}  // namespace

Command check_command() {
  const auto settings = std::make_shared<CheckSettings>();
  return {"check", "Do everything short of running, and say all mistakes",
          joined({settings->pipeline.flags(), {json_flag(&settings->json)}}), [settings] { return check(*settings); }};
}

}  // namespace docmill::cli
