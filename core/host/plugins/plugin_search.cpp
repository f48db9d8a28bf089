#include "host/plugins/plugin_search.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <system_error>

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

std::string swapped(std::string name, char from, char to) {
  std::replace(name.begin(), name.end(), from, to);
  return name;
}

// Names of the libraries in a folder without ".so", in byte order.
std::set<std::string> libraries_in(const fs::path& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".so") names.insert(it->path().stem().string());
  return names;
}

void add_if_new(std::vector<SearchFolder>& folders, const fs::path& path, const char* origin) {
  for (const SearchFolder& f : folders)
    if (f.path == path) return;
  folders.push_back({path, origin});
}

// By the names of the libraries: of readers or of stages, as a pipeline calls them.
std::set<std::string> ids_of(const std::set<std::string>& libraries, bool of_readers) {
  constexpr std::string_view prefix = "reader_";
  std::set<std::string> ids;
  for (const std::string& name : libraries)
    if (name.starts_with(prefix) == of_readers)
      ids.insert(swapped(of_readers ? name.substr(prefix.size()) : name, '_', '-'));
  return ids;
}

// Of all folders, each once.
std::vector<std::string> ids_in(const std::vector<SearchFolder>& folders, bool of_readers) {
  std::set<std::string> ids;
  for (const SearchFolder& folder : folders) ids.merge(ids_of(libraries_in(folder.path), of_readers));
  return {ids.begin(), ids.end()};
}

}  // namespace

PluginSearch PluginSearch::standard(const std::vector<std::string>& plugin_dirs, const char* environment,
                                    const fs::path& program) {
  PluginSearch search;
  for (const std::string& dir : plugin_dirs) add_if_new(search.folders, dir, "--plugin-dir");
  search.path_is_set = environment != nullptr && *environment != '\0';
  if (search.path_is_set) {
    std::string_view rest = environment;
    while (!rest.empty()) {
      const std::size_t colon = std::min(rest.find(':'), rest.size());
      if (colon != 0) add_if_new(search.folders, rest.substr(0, colon), "DOCMILL_PLUGIN_PATH");
      rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
  }
  const fs::path prefix = program.parent_path().parent_path();
  for (const char* place : {DOCMILL_PLUGIN_INSTALL_DIR, "plugins"}) {
    std::error_code error;
    const fs::path folder = prefix / place;
    if (fs::is_directory(folder, error)) add_if_new(search.folders, folder, "installed with docmill");
  }
  return search;
}

fs::path PluginSearch::file_of(const std::string& stage_id) const {
  for (const SearchFolder& folder : folders) {
    std::error_code error;
    fs::path file = folder.path / (swapped(stage_id, '-', '_') + ".so");
    if (fs::exists(fs::symlink_status(file, error))) return file;
  }
  return {};
}

std::vector<std::string> PluginSearch::known_stages() const { return ids_in(folders, false); }

std::vector<std::string> PluginSearch::known_readers() const { return ids_in(folders, true); }

std::vector<std::string> PluginSearch::describe() const {
  std::vector<std::string> lines;
  for (const SearchFolder& folder : folders) {
    std::error_code error;
    std::string state;
    if (!fs::is_directory(folder.path, error)) {
      state = "is no folder";
    } else if (const std::set<std::string> names = libraries_in(folder.path); names.empty()) {
      state = "has no plugins";
    } else {
      // As they are written after `use`, not as the files are called.
      const std::set<std::string> stages = ids_of(names, false), readers = ids_of(names, true);
      state = fmt::format("has: {}", fmt::join(stages, ", "));
      if (!readers.empty()) state += fmt::format("{}readers: {}", stages.empty() ? "" : "; ", fmt::join(readers, ", "));
    }
    lines.push_back(fmt::format("{} ({})  {}", folder.path.string(), folder.origin, state));
  }
  if (!path_is_set) lines.emplace_back("DOCMILL_PLUGIN_PATH  not set");
  return lines;
}

}  // namespace docmill::host
