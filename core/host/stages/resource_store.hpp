// Files that stages read: mapped once, hashed, shared by all stages and threads, read-only.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"

namespace docmill::host {

struct Resource {
  std::string_view bytes;
  std::string sha256;
};

// Not for several threads while files are opened; what it has given out may be read by all.
class ResourceStore {
 public:
  ResourceStore() = default;
  ~ResourceStore();
  ResourceStore(const ResourceStore&) = delete;
  ResourceStore& operator=(const ResourceStore&) = delete;

  // The resource, valid as long as the store. The status is a sentence without the file's name.
  Result<const Resource*> open(const std::filesystem::path& path);

 private:
  std::map<std::filesystem::path, std::unique_ptr<Resource>> resources_;  // by canonical path
};

}  // namespace docmill::host
