#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/explain_style.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "tooling/review/finished_document.hpp"

namespace docmill::cli {
namespace {

struct ShowSettings {
  std::string out, document;
  bool json = false;
};

int show(const ShowSettings& settings) {
  Messages messages({});
  const Result<tooling::FinishedDocument> found = tooling::find_finished(settings.out, settings.document);
  if (!found.ok()) {
    messages.error(found.status().message());
    return code_of(found.status().trouble());
  }
  if (settings.json) terminal::put_json(tooling::finished_json(found.value()));
  else terminal::put(stdout, tooling::finished_text(found.value(), explain_style()));
  return done;
}

}  // namespace

Command show_command() {
  const auto s = std::make_shared<ShowSettings>();
  return {
      "show",
      "Show one document of a finished run as it was written, without running again",
      {argument("OUT", &s->out, "The output folder of a run", "the output folder of a run", a_folder()),
       argument("DOCUMENT", &s->document, "A document's id, or FILE or FILE:LINE", "a document"), json_flag(&s->json)},
      [s] { return show(*s); }};
}

}  // namespace docmill::cli
