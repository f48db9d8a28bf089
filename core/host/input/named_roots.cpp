#include "host/input/named_roots.hpp"

#include <fmt/format.h>

#include <functional>
#include <string_view>
#include <system_error>
#include <unordered_map>

namespace docmill::host {

void NamedRoots::add(const std::filesystem::path& root, const WrittenPath& written, std::size_t n_listed) {
  std::error_code error;
  roots_.push_back({root.string(), std::filesystem::canonical(root, error).string(), &written, n_listed});
}

// Which lie in another, are one with it or have one in them: only their files need to be looked at.
std::vector<bool> NamedRoots::near_others() const {
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_place;
  for (std::size_t i = 0; i < roots_.size(); ++i) by_place[roots_[i].place].push_back(i);
  std::vector<bool> near(roots_.size());
  const auto look_for = [&](std::size_t i, std::string_view folder) {
    const auto found = by_place.find(folder);
    if (found == by_place.end() || (found->second.size() == 1 && found->second[0] == i)) return;
    near[i] = true;
    for (const std::size_t other : found->second) near[other] = true;
  };
  for (std::size_t i = 0; i < roots_.size(); ++i) {
    std::string_view folder = roots_[i].place;
    if (folder.empty()) continue;  // gone since it was looked at
    look_for(i, folder);
    for (std::size_t slash; (slash = folder.rfind('/')) != 0 && slash != std::string_view::npos;)
      look_for(i, folder = folder.substr(0, slash));
    look_for(i, "/");
  }
  return near;
}

void NamedRoots::warn_of_files_read_twice(const InputFiles& files, Diagnostics& diagnostics) const {
  const std::vector<bool> near = near_others();
  std::unordered_map<std::size_t, std::size_t> first;  // by the hash of the path: the first root that names the file
  for (std::size_t i = 0; i < roots_.size(); ++i) {
    if (!near[i]) continue;
    const Root& root = roots_[i];
    const std::size_t end = i + 1 < roots_.size() ? roots_[i + 1].begin : files.size();
    std::size_t n = 0, other = 0;
    for (std::size_t f = root.begin; f < end; ++f) {
      if (files.has_problem(f)) continue;
      const std::string path = files[f].path;
      if (!path.starts_with(root.path)) continue;  // standard input
      const std::string place = root.place + path.substr(root.path.size());
      const auto [named, is_new] = first.try_emplace(std::hash<std::string_view>()(place), i);
      if (!is_new && named->second != i && n++ == 0) other = named->second;
    }
    if (n == 0) continue;
    diagnostics.warning(
        root.written->place,
        fmt::format("'{}' and '{}' name the same {}", roots_[other].written->text, root.written->text,
                    n == 1 ? "file, so it is read twice" : fmt::format("{} files, so they are read twice", n)));
  }
}

}  // namespace docmill::host
