#include "host/plugins/stage_list.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

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

namespace {

// The first of an id is the one that a pipeline gets.
void add_new(std::vector<ListedStage>& list, const std::vector<StageDeclaration>& found, const PluginLibrary& library) {
  for (const StageDeclaration& one : found)
    if (std::none_of(list.begin(), list.end(), [&](const ListedStage& l) { return l.stage->id == one.id; }))
      list.push_back({&one, &library});
}

// Of libraries whose names begin so.
StageList list_libraries(const PluginSearch& search, std::string_view prefix) {
  StageList list;
  for (const SearchFolder& folder : search.folders) {
    for (const std::filesystem::path& file : paths_of_libraries_in(folder.path)) {
      if (!file.filename().string().starts_with(prefix)) continue;
      const Result<const PluginLibrary*> library = load_plugin(file);
      if (!library.ok()) {
        list.broken.push_back(library.status().message());
        continue;
      }
      add_new(list.stages, library.value()->stages, *library.value());
      add_new(list.readers, library.value()->readers, *library.value());
    }
  }
  for (std::vector<ListedStage>* listed : {&list.stages, &list.readers})
    std::sort(listed->begin(), listed->end(),
              [](const ListedStage& a, const ListedStage& b) { return a.stage->id < b.stage->id; });
  return list;
}

}  // namespace

StageList list_stages(const PluginSearch& search) { return list_libraries(search, {}); }

std::vector<ListedStage> list_readers(const PluginSearch& search) {
  return std::move(list_libraries(search, "reader_").readers);
}

}  // namespace docmill::host
