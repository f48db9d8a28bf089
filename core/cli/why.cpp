
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "tooling/compare/why.hpp"

namespace docmill::cli {
namespace {

struct WhySettings {
  std::string out, document, stage;
  bool json = false;
};

struct Words {
  const char* name;      // in JSON
  const char* sentence;  // behind "DOCUMENT: STAGE: "
};

Words words_of(const tooling::Why& why) {
  using Verdict = tooling::Why::Verdict;
  switch (why.verdict) {
    case Verdict::first_run: return {"first-run", "made: there is no run before this one (OUT.previous)"};
    case Verdict::new_document: return {"new-document", "made: the run before did not have this document"};
    case Verdict::made_again: return {"made-again", "made again:"};
    case Verdict::kept: return {"kept", "kept from the run before (--keep): nothing it depends on has changed"};
    case Verdict::recalled:
      return {"recalled", !why.compared         ? "answered from the cache"
                          : why.reasons.empty() ? "answered from the cache: nothing it depends on has changed"
                                                : "answered from the cache, which had it from an earlier run:"};
    case Verdict::replayed:
      return {"replayed", why.reasons.empty() ? "answered as an earlier run had recorded it (--replay)"
                                              : "answered as an earlier run had recorded it (--replay):"};
    case Verdict::may_be_recalled: return {"may-be-recalled", "made, or answered from the cache:"};
    case Verdict::repeated:
      return {"repeated",
              "made again, although nothing it depends on has changed; run --keep, or cache = true on the stage, would "
              "have spared it"};
    case Verdict::not_reached: break;
  }
  return {"not-reached", "nothing was made:"};
}

int tell_why(const WhySettings& settings) {
  Messages messages({});
  const Result<tooling::Why> result = tooling::why(settings.out, settings.document, settings.stage);
  if (!result.ok()) {
    messages.error(result.status().message());
    return code_of(result.status().trouble());
  }
  const tooling::Why& why = result.value();
  const Words words = words_of(why);
  if (settings.json) {
    std::string out;
    JsonWriter w(out);
    w.object().member("document", why.document).member("stage", settings.stage).member("verdict", words.name);
    w.member("reasons", why.reasons).end();
    terminal::put_json(out + "\n");
    return done;
  }
  terminal::print("{}: {}: {}\n", printable(why.document), settings.stage, words.sentence);
  for (const std::string& reason : why.reasons) terminal::print("  {}\n", printable(reason));
  return done;
}

}  // namespace

Command why_command() {
  const auto s = std::make_shared<WhySettings>();
  std::vector<Flag> flags = {
      argument("OUT", &s->out, "The output folder of a run", "an output folder", a_folder()),
      argument("DOCUMENT", &s->document, "A document's id, or FILE or FILE:LINE", "a document"),
      argument("STAGE", &s->stage, "A stage of the run, by its name in the pipeline", "the name of a stage", a_stage()),
      json_flag(&s->json),
  };
  return {"why", "Say whether a stage's result was kept or made again, and why", std::move(flags),
          [s] { return tell_why(*s); }};
}

}  // namespace docmill::cli
