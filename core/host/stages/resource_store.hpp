// Files that stages read: mapped once (a small one read), hashed, shared by all stages and threads, read-only. The hash
// of a large file is remembered in the cache folder (KnownHashes), so that only its first use reads all of it; and
// where NAME.hashes stands beside it (support/chunk_hashes.hpp), which `docmill kb build` writes, a sample is looked at
// and the rest believed.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  // Opens all that will be asked for: hashed together they take less time than one by one, and with `names_program` the
  // program is hashed beside them (support/program_hash.hpp). What cannot be opened is left to open(), which says
  // why.
  void open_together(const std::vector<std::filesystem::path>& paths, bool names_program);

  // Hashes in full what was believed. The status names the first file that is not what its NAME.hashes says. For those
  // who pin or prove what a run has used: lock, --locked, bundle, verify --rerun.
  Status check_believed() const;

  // Whether the files are as they were when they were opened: a mapped file that somebody writes into changes under the
  // stages. The status names the first that is not.
  Status unchanged() const;

 private:
  // A file that was opened.
  struct File {
    std::filesystem::path path;  // canonical
    Resource resource;
    struct stat opened {};  // as it was then
    std::string read;       // the bytes of a small one
    bool is_mapped = false;
    bool is_believed = false;  // its hash was read and not computed
    int to_hash = -1;          // open until it is hashed, if it is mapped
  };

  Result<File*> find_or_open(const std::filesystem::path& given);
  Result<std::filesystem::path> canonical(const std::filesystem::path& given, const struct stat& itself);
  static Status take_bytes(int descriptor, std::size_t size, File& file);
  void hash_opened(bool names_program);
  static std::optional<std::string> believed_hash(const File& file);
  void remember(const File& file, const std::string& sha256) const;

  KnownHashes hashes_;
  std::vector<File*> to_hash_;                            // those without a hash yet
  std::map<std::string, std::unique_ptr<File>> files_;    // by canonical path
  std::map<std::string, File*> names_;                    // by path as given
  std::map<std::string, std::filesystem::path> folders_;  // canonical paths of folders as given
};

}  // namespace docmill::host
