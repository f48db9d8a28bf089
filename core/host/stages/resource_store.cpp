#include "host/stages/resource_store.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <system_error>

#include "host/support/chunk_hashes.hpp"
#include "host/support/program_hash.hpp"
#include "host/support/sha256.hpp"
#include "host/support/sha256_pairs.hpp"

namespace docmill::host {
namespace {

bool is_large(const Resource& resource) { return resource.bytes.size() >= KnownHashes::worth_remembering; }

}  // namespace

ResourceStore::~ResourceStore() {
  for (const auto& [path, resource] : resources_)
    if (!resource->bytes.empty()) ::munmap(const_cast<char*>(resource->bytes.data()), resource->bytes.size());
}

Result<const Resource*> ResourceStore::open(const std::filesystem::path& given) {
  const Result<Resource*> resource = map(given);
  if (!resource.ok()) return resource.status();
  hash_mapped(false);
  return resource.value();
}

void ResourceStore::open_together(const std::vector<std::filesystem::path>& paths, bool names_program) {
  for (const std::filesystem::path& path : paths) (void)map(path);
  hash_mapped(names_program);
}

Result<Resource*> ResourceStore::map(const std::filesystem::path& given) {
  const auto refuse = [](std::string why) { return Status(Trouble::usage, std::move(why)); };
  struct stat info;
  if (::stat(given.c_str(), &info) != 0) return refuse(errno == ENOENT ? "no such file" : std::strerror(errno));
  if (S_ISDIR(info.st_mode)) return refuse("a folder, not a file");
  if (!S_ISREG(info.st_mode)) return refuse("not a regular file");
  std::error_code error;
  const std::filesystem::path path = std::filesystem::canonical(given, error);
  if (error) return refuse(error.message());
  if (const auto found = resources_.find(path); found != resources_.end()) return found->second.get();

  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return refuse(std::strerror(errno));
  auto resource = std::make_unique<Resource>();
  if (info.st_size != 0) {
    const auto size = static_cast<std::size_t>(info.st_size);
    void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (memory == MAP_FAILED) {
      ::close(file);
      return refuse(std::strerror(errno));
    }
    resource->bytes = {static_cast<const char*>(memory), size};
  }
  struct stat opened;
  const bool same = ::fstat(file, &opened) == 0;
  ::close(file);
  if (same) seen_.emplace(path, opened);
  if (same && is_large(*resource)) resource->sha256 = hashes_.find(path, opened).value_or("");
  if (same && is_large(*resource) && resource->sha256.empty()) resource->sha256 = believed_hash(path, resource->bytes);
  Resource* const mapped = resources_.emplace(path, std::move(resource)).first->second.get();
  if (mapped->sha256.empty()) to_hash_.emplace_back(path, mapped);
  return mapped;
}

// The largest first, so that no lane waits long for the other.
void ResourceStore::hash_mapped(bool names_program) {
  if (to_hash_.empty()) return;
  const auto is_larger = [](const auto& a, const auto& b) { return a.second->bytes.size() > b.second->bytes.size(); };
  std::stable_sort(to_hash_.begin(), to_hash_.end(), is_larger);
  Sha256Pairs pairs;
  std::vector<Digest> digests(to_hash_.size());
  for (std::size_t i = 0; i < digests.size(); ++i) pairs.add(digests[i], to_hash_[i].second->bytes);
  if (names_program) finish_program_beside(pairs);
  else pairs.finish();
  for (std::size_t i = 0; i < digests.size(); ++i) {
    const auto& [path, resource] = to_hash_[i];
    resource->sha256 = to_hex(digests[i]);
    if (const auto seen = seen_.find(path); seen != seen_.end() && is_large(*resource))
      remember(path, seen->second, resource->sha256);
  }
  to_hash_.clear();
}

std::string ResourceStore::believed_hash(const std::filesystem::path& path, std::string_view bytes) {
  const std::optional<ChunkHashes> written = read_chunk_hashes(path);
  if (!written || !written->sample_fits(bytes)) return {};
  believed_.insert(path);
  return written->sha256;
}

// A hash is that of the file as it was opened only where nothing has changed since.
void ResourceStore::remember(const std::filesystem::path& path, const struct stat& opened,
                             const std::string& digest) const {
  struct stat now;
  if (::stat(path.c_str(), &now) == 0 && now.st_dev == opened.st_dev && now.st_ino == opened.st_ino &&
      now.st_size == opened.st_size && now.st_mtim.tv_sec == opened.st_mtim.tv_sec &&
      now.st_mtim.tv_nsec == opened.st_mtim.tv_nsec)
    hashes_.remember(path, now, digest);
}

Status ResourceStore::check_believed() const {
  for (const std::filesystem::path& path : believed_) {
    const Resource& resource = *resources_.at(path);
    const std::string digest = to_hex(sha256(resource.bytes));
    if (digest != resource.sha256)
      return {Trouble::usage, path.string() + ": is not the file that " + ChunkHashes::path_for(path).string() +
                                  " was written for, though its size and the " +
                                  std::to_string(ChunkHashes::looked_at) +
                                  " pieces looked at are; build or copy both again"};
    remember(path, seen_.at(path), digest);
  }
  return {};
}

// A file that another has taken the place of is still mapped as it was; one that was written into is not.
Status ResourceStore::unchanged() const {
  for (const auto& [path, before] : seen_) {
    struct stat now;
    if (::stat(path.c_str(), &now) != 0 || now.st_dev != before.st_dev || now.st_ino != before.st_ino) continue;
    if (now.st_size == before.st_size && now.st_mtim.tv_sec == before.st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
      continue;
    return {Trouble::io, path.string() +
                             ": was written into while the run went on, so nobody can say what the run has "
                             "read; the output folder stays as it was. Run again"};
  }
  return {};
}

}  // namespace docmill::host
