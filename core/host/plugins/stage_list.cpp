#include "host/plugins/stage_list.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "host/isolation/trial.hpp"

namespace docmill::host {
namespace {

std::vector<std::filesystem::path> paths_of_libraries_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".so") files.push_back(it->path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

const StageDeclaration* StageList::find(const std::string& id) const {
  const auto found =
      std::find_if(stages.begin(), stages.end(), [&](const ListedStage& s) { return s.stage->id == id; });
  return found == stages.end() ? nullptr : found->stage;
}

StageList list_stages(const PluginSearch& search) {
  StageList list;
  std::set<std::string> seen;
  for (const SearchFolder& folder : search.folders) {
    for (const std::filesystem::path& file : paths_of_libraries_in(folder.path)) {
      // Whoever lists what there is has not chosen any of it, so none may end the list.
      if (const auto death = try_in_child([&] { (void)load_plugin(file); })) {
        list.broken.push_back(file.string() + ": " + sentence_of(*death));
        continue;
      }
      const Result<const PluginLibrary*> library = load_plugin(file);
      if (!library.ok()) {
        list.broken.push_back(library.status().message());
        continue;
      }
      for (const StageDeclaration& stage : library.value()->stages)
        if (seen.insert(stage.id).second) list.stages.push_back({&stage, library.value()});
    }
  }
  std::sort(list.stages.begin(), list.stages.end(),
            [](const ListedStage& a, const ListedStage& b) { return a.stage->id < b.stage->id; });
  return list;
}

}  // namespace docmill::host
