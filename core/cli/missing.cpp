#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/run_report.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "tooling/shards/shard.hpp"

namespace docmill::cli {
namespace {

struct MissingSettings {
  std::string out;
  bool json = false;
};

int missing(const MissingSettings& settings) {
  Messages messages({});
  const Result<tooling::ShardSurvey> found = tooling::survey_shards(settings.out);
  if (!found.ok()) return failure_code(messages, found.status());
  const tooling::ShardSurvey& survey = found.value();
  if (settings.json) {
    std::string out;
    JsonWriter w(out);
    w.object().member("of", survey.of).key("missing").array();
    for (const uint64_t shard : survey.missing) w.value(shard);
    w.end().member("why", survey.why).end();
    terminal::put_json(out + "\n");
  } else {
    for (const std::string& why : survey.why) messages.error(why);
    for (const uint64_t shard : survey.missing) terminal::print("{}/{}\n", shard, survey.of);
  }
  return survey.missing.empty() ? done : found_differences;
}

}  // namespace

Command missing_command() {
  const auto s = std::make_shared<MissingSettings>();
  std::vector<Flag> flags = {
      argument("OUT", &s->out, "The output folder that the shards are of", "an output folder", a_folder()),
      json_flag(&s->json),
  };
  return {"missing", "Name the shards of a run that are to be run (again)", std::move(flags),
          [s] { return missing(*s); }};
}

}  // namespace docmill::cli
