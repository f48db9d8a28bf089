#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/explain_style.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "host/support/write_text.hpp"
#include "tooling/inspect/explain.hpp"
#include "tooling/inspect/pick_document.hpp"

namespace docmill::cli {
namespace {

struct ExplainSettings {
  PipelineFlags pipeline;
  std::string document, html;
  bool no_times = false;
};

int explain(const ExplainSettings& settings) {
  Messages messages({});
  host::Diagnostics diagnostics;
  const auto log = [&](uint32_t level, std::string_view stage, std::string_view message) {
    messages.stage_line(level, stage, message);
  };
  const std::unique_ptr<host::PreparedPipeline> prepared =
      host::prepare_pipeline(settings.pipeline.request(), settings.pipeline.plugins.search(), log, diagnostics);
  if (diagnostics.has_errors()) {
    messages.diagnostics(diagnostics);
    return prepared->load_failed ? plugin_error : usage_error;
  }
  Result<tooling::PickedDocument> found = tooling::find_document(settings.document, *prepared);
  if (!found.ok()) {
    messages.error(found.status().message());
    return code_of(found.status().trouble());
  }
  tooling::PickedDocument& picked = found.value();
  tooling::Memory memory(*prepared);
  const bool remembers = memory.ordered() != nullptr && picked.file_number && !memory.asks_the_world();
  if (remembers)
    tooling::each_before(picked, *prepared,
                         [&](const host::InputFile& f, host::RawDocument& raw) { memory.see(f, raw); });
  const std::unique_ptr<tooling::Trace> trace =
      tooling::trace_document(*prepared, picked.file, picked.raw, picked.id, &memory, picked.part);
  if (!trace) {
    messages.error(
        fmt::format("{}: the document has no such part; docmill explain of the document itself says how many "
                    "it has",
                    settings.document));
    return usage_error;
  }
  if (!remembers) trace->alone = memory.ordered();
  if (settings.html.empty()) {
    terminal::put(stdout, tooling::explain_text(*prepared, *trace, explain_style(), !settings.no_times));
    return done;
  }
  const std::string page = tooling::explain_html(*prepared, *trace, !settings.no_times);
  const Status written = host::write_text(settings.html, page);
  if (written.ok()) return done;
  messages.error(written.message());
  return io_error;
}

}  // namespace

Command explain_command() {
  const auto s = std::make_shared<ExplainSettings>();
  std::vector<Flag> flags = s->pipeline.flags();
  flags.insert(flags.begin() + 1, argument("DOCUMENT", &s->document,
                                           "A document of the input by its id, FILE or FILE:LINE, or any other file",
                                           "a document", a_file()));
  flags.push_back(flag("--html", "FILE", &s->html, "Write one page of HTML that needs no other file", a_file()));
  flags.push_back(flag("--no-times", &s->no_times, "Leave times out, so that two answers can be compared"));
  return {"explain", "Show one document after each stage: what was taken out, what was added", std::move(flags),
          [s] { return explain(*s); }};
}

}  // namespace docmill::cli
