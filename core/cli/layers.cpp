#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/port_json.hpp"
#include "cli/text_table.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "host/plan/host_layers.hpp"
#include "host/plugins/stage_list.hpp"

namespace docmill::cli {
namespace {

struct LayersSettings {
  PluginFlags plugins;
  bool json = false;
};

// A layer, and who makes it.
struct Made {
  const host::PortDeclaration* port;
  std::string by;  // "host", or the id of a stage
};

std::vector<Made> made_layers(const host::StageList& list) {
  std::vector<Made> made;
  for (const host::PortDeclaration& port : host::host_layers()) made.push_back({&port, "host"});
  for (const host::ListedStage& listed : list.stages)
    for (const host::PortDeclaration& port : listed.stage->provided) made.push_back({&port, listed.stage->id});
  return made;
}

void print_text(const std::vector<Made>& made, const host::StageList& list) {
  std::vector<std::vector<std::string>> rows = {{"layer", "kind", "made by", "what it is"}};
  for (const Made& m : made) {
    const host::PortDeclaration& port = *m.port;
    rows.push_back({port.layer, host::name_of(port.kind) + (port.over.empty() ? "" : " over " + port.over),
                    port.only_if.empty() ? m.by : fmt::format("{}, with {} = true", m.by, port.only_if), port.summary});
    for (const host::FieldDeclaration& field : port.fields)
      rows.push_back({"  ." + field.name, std::string("  ") + host::name_of(field.type), "", "  " + field.summary});
  }
  terminal::put(stdout, text_table(rows, 0));
  for (const host::ListedStage& listed : list.stages)
    if (listed.stage->ports_from_pipeline)
      terminal::print("{} provides what the pipeline file says (keys requires, provides)\n", listed.stage->id);
}

void print_layers_json(const std::vector<Made>& made) {
  std::string out;
  JsonWriter w(out);
  w.array();
  for (const Made& m : made) {
    write_port_members(w.on_new_line().object(), *m.port);
    w.member("by", m.by).end();
  }
  w.end();
  terminal::put_json(out + "\n");
}

int layers(const LayersSettings& settings) {
  const host::StageList list = host::list_stages(settings.plugins.search());
  const std::vector<Made> made = made_layers(list);
  if (settings.json) print_layers_json(made);
  else print_text(made, list);
  for (const std::string& message : list.broken) terminal::print(stderr, "docmill: {}\n", message);
  return list.broken.empty() ? done : plugin_error;
}

}  // namespace

Command layers_command() {
  const auto settings = std::make_shared<LayersSettings>();
  return {"layers", "List the layers a stage can read: those of the host, and those of the installed stages",
          joined({settings->plugins.flags(), {json_flag(&settings->json)}}), [settings] { return layers(*settings); }};
}

}  // namespace docmill::cli
