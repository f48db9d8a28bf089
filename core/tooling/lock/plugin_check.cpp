#include "tooling/lock/plugin_check.hpp"

#include "host/plan/stage_file.hpp"
#include "host/plugins/plugin_facts.hpp"

namespace docmill::tooling {

std::vector<PipelineDifference> differing_plugins(const PipelineRecord& wanted, const PipelineFile& file,
                                                  PluginSearch& search) {
  using Kind = PipelineDifference::Kind;
  std::vector<PipelineDifference> out;
  Diagnostics left_to_later;
  std::vector<std::pair<bool, StageEntry>> entries;  // is it a reader?
  for (const StageEntry& entry : file.readers) entries.emplace_back(true, entry);
  for (const StageEntry& entry : file.stages) entries.emplace_back(false, entry);
  for (const auto& [is_reader, entry] : entries) {
    const std::string& name = entry.name.value;
    const StageRecord* known = wanted.find(name);
    if (known == nullptr || known->use != entry.use.value) {
      out.push_back(known == nullptr
                        ? PipelineDifference{Kind::added, name, is_reader ? "reader" : "stage", "", entry.use.value}
                        : PipelineDifference{Kind::use, name, "use", known->use, entry.use.value});
      continue;
    }
    const std::optional<StageFile> found = file_of_stage(entry, search, left_to_later, is_reader);
    if (!found) continue;
    const Result<PluginFacts> facts = look_at_plugin(found->path);
    if (!facts.ok()) continue;
    PluginRecord here = known->plugin;  // what else it brings is not known before it is loaded
    here.file = found->path.filename().string();
    here.sha256 = facts.value().sha256;
    here.source.reset();
    if (!facts.value().source.empty()) here.source = facts.value().source;
    compare_plugins(name, known->plugin, here, out);
    search.pins[name] = {here.sha256, "when it was compared"};
  }
  return out;
}

}  // namespace docmill::tooling
