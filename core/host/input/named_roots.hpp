// Whether what [input] from names is named twice: then its files become documents twice.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace docmill::host {

class NamedRoots {
 public:
  // A file or folder that is there, as it was written. A sentence where it is one of those before, lies in one or has
  // one in it.
  std::optional<std::string> add(const std::filesystem::path& root, const std::string& written);

 private:
  const std::string* around_or_in(const std::string& place) const;

  std::map<std::string, std::string> roots_;  // by their path without links: as written
};

}  // namespace docmill::host
