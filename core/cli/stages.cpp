#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/text_table.hpp"
#include "docmill/base/json_text.hpp"

namespace docmill::cli {
namespace {

struct Listed {
  const host::StageDeclaration* stage;
  const host::PluginLibrary* library;
};

// Every stage of every plugin in the search folders, by id; of two with one id the one that would be found counts.
std::vector<Listed> list_stages(const host::PluginSearch& search, std::vector<std::string>& broken) {
  std::vector<Listed> stages;
  std::set<std::string> seen;
  for (const host::SearchFolder& folder : search.folders) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator it(folder.path, error), end; !error && it != end; it.increment(error))
      if (it->path().extension() == ".so") files.push_back(it->path());
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
      const Result<const host::PluginLibrary*> library = host::load_plugin(file);
      if (!library.ok()) {
        broken.push_back(library.status().message());
        continue;
      }
      for (const host::StageDeclaration& stage : library.value()->stages)
        if (seen.insert(stage.id).second) stages.push_back({&stage, library.value()});
    }
  }
  std::sort(stages.begin(), stages.end(), [](const Listed& a, const Listed& b) { return a.stage->id < b.stage->id; });
  return stages;
}

struct Settings {
  PluginFlags plugins;
  bool json = false;
};

int stages(const Settings& settings) {
  const host::PluginSearch search = settings.plugins.search();
  std::vector<std::string> broken;
  const std::vector<Listed> stages = list_stages(search, broken);
  if (settings.json) {
    std::string out = "[";
    for (const Listed& s : stages) {
      if (out.size() > 1) out += ',';
      out += "\n {\"id\":";
      append_json_string(out, s.stage->id);
      out += ",\"version\":";
      append_json_string(out, s.stage->version);
      out += ",\"summary\":";
      append_json_string(out, s.stage->summary);
      out += ",\"plugin\":";
      append_json_string(out, s.library->path.string());
      out += "}";
    }
    out += "\n]\n";
    std::fputs(out.c_str(), stdout);
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const Listed& s : stages) rows.push_back({s.stage->id, s.stage->version, s.stage->summary});
    std::fputs(text_table(rows, 0).c_str(), stdout);
  }
  for (const std::string& message : broken) fmt::print(stderr, "{}\n", message);
  if (stages.empty() && broken.empty()) {
    fmt::print(stderr, "no plugins found\n");
    for (const std::string& folder : search.describe()) fmt::print(stderr, "  {}\n", folder);
  }
  return broken.empty() && !stages.empty() ? done : plugin_error;
}

}  // namespace

Command stages_command() {
  const auto settings = std::make_shared<Settings>();
  return {"stages", "List the stages that can be used",
          joined({settings->plugins.flags(), {json_flag(&settings->json)}}), [settings] { return stages(*settings); }};
}

}  // namespace docmill::cli
