#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/text_table.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "host/plugins/stage_list.hpp"

namespace docmill::cli {
namespace {

struct StagesSettings {
  PluginFlags plugins;
  bool json = false;
};

void write_listed(JsonWriter& w, const host::ListedStage& s) {
  w.on_new_line().object().member("id", s.stage->id).member("version", s.stage->version);
  w.member("summary", s.stage->summary).member("plugin", s.library->path.string());
  if (s.stage->reader != nullptr) w.member("kind", "reader");
  w.end();
}

int stages(const StagesSettings& settings) {
  const host::PluginSearch search = settings.plugins.search();
  const host::StageList list = host::list_stages(search);
  if (settings.json) {
    std::string out;
    JsonWriter w(out);
    w.array();
    for (const host::ListedStage& s : list.stages) write_listed(w, s);
    for (const host::ListedStage& s : list.readers) write_listed(w, s);
    w.end();
    terminal::put_json(out + "\n");
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const host::ListedStage& s : list.stages) rows.push_back({s.stage->id, s.stage->version, s.stage->summary});
    for (const host::ListedStage& s : list.readers)
      rows.push_back({s.stage->id, s.stage->version, "reader: " + s.stage->summary});
    terminal::put(stdout, text_table(rows, 0));
  }
  for (const std::string& message : list.broken) terminal::print(stderr, "{}\n", message);
  const bool is_empty = list.stages.empty() && list.readers.empty();
  if (is_empty && list.broken.empty()) {
    terminal::print(stderr, "no plugins found\n");
    for (const std::string& folder : search.describe()) terminal::print(stderr, "  {}\n", folder);
  }
  return list.broken.empty() && !is_empty ? done : plugin_error;
}

}  // namespace

Command stages_command() {
  const auto settings = std::make_shared<StagesSettings>();
  return {"stages", "List the stages and readers that can be used",
          joined({settings->plugins.flags(), {json_flag(&settings->json)}}), [settings] { return stages(*settings); }};
}

}  // namespace docmill::cli
