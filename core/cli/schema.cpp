#include "schema/pipeline_schema.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"

namespace docmill::cli {
namespace {

int print_schema(const PluginFlags& plugins) {
  const host::PluginSearch search = plugins.search();
  const host::StageList list = host::list_stages(search);
  for (const std::string& message : list.broken) fmt::print(stderr, "docmill: {}\n", message);
  if (list.stages.empty()) {
    fmt::print(stderr, "docmill: no plugins found\n");
    for (const std::string& folder : search.describe()) fmt::print(stderr, "  {}\n", folder);
    return plugin_error;
  }
  std::fputs(docmill::schema::pipeline_schema(list).c_str(), stdout);
  return list.broken.empty() ? done : plugin_error;
}

}  // namespace

Command schema_command() {
  const auto plugins = std::make_shared<PluginFlags>();
  return {"schema", "Print a JSON Schema of pipeline files, for editors that complete and check TOML", plugins->flags(),
          [plugins] { return print_schema(*plugins); }};
}

}  // namespace docmill::cli
