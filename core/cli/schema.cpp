#include "schema/pipeline_schema.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "command_line/terminal.hpp"

namespace docmill::cli {
namespace {

int print_schema(const PluginFlags& plugins) {
  const host::PluginSearch search = plugins.search();
  const host::StageList list = host::list_stages(search);
  for (const std::string& message : list.broken) terminal::print(stderr, "docmill: {}\n", message);
  if (list.stages.empty()) {
    terminal::print(stderr, "docmill: no plugins found\n");
    for (const std::string& folder : search.describe()) terminal::print(stderr, "  {}\n", folder);
    return plugin_error;
  }
  terminal::put_json(docmill::schema::pipeline_schema(list));
  return list.broken.empty() ? done : plugin_error;
}

}  // namespace

Command schema_command() {
  const auto plugins = std::make_shared<PluginFlags>();
  return {"schema", "Print a JSON Schema of pipeline files, for editors that complete and check TOML", plugins->flags(),
          [plugins] { return print_schema(*plugins); }};
}

}  // namespace docmill::cli
