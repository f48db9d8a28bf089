// Files that stages read: mapped once, hashed, shared by all stages and threads, read-only. The hash of a large file is
// remembered in the cache folder (KnownHashes), so that only its first use reads all of it.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "host/stages/known_hashes.hpp"
#include "host/support/cache_folder.hpp"

namespace docmill::host {

struct Resource {
  std::string_view bytes;
  std::string sha256;
};

// Not for several threads while files are opened; what it has given out may be read by all.
class ResourceStore {
 public:
  ResourceStore() : ResourceStore(cache_folder()) {}
  // Hashes are remembered in this folder; empty: nowhere.
  explicit ResourceStore(std::filesystem::path cache) : hashes_(std::move(cache)) {}
  ~ResourceStore();
  ResourceStore(const ResourceStore&) = delete;
  ResourceStore& operator=(const ResourceStore&) = delete;

  // The resource, valid as long as the store. The status is a sentence without the file's name.
  Result<const Resource*> open(const std::filesystem::path& path);

  // Whether the files are as they were when they were opened: a mapped file that somebody writes into changes under the
  // stages. The status names the first that is not.
  Status unchanged() const;

 private:
  KnownHashes hashes_;
  std::map<std::filesystem::path, std::unique_ptr<Resource>> resources_;  // by canonical path
  std::map<std::filesystem::path, struct stat> seen_;                     // the files as they were opened
};

}  // namespace docmill::host
