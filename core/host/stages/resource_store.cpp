#include "host/stages/resource_store.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <system_error>

#include "host/support/chunk_hashes.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

ResourceStore::~ResourceStore() {
  for (const auto& [path, resource] : resources_)
    if (!resource->bytes.empty()) ::munmap(const_cast<char*>(resource->bytes.data()), resource->bytes.size());
}

Result<const Resource*> ResourceStore::open(const std::filesystem::path& given) {
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
  const bool large = static_cast<uint64_t>(info.st_size) >= KnownHashes::worth_remembering;
  if (large && same) resource->sha256 = hashes_.find(path, opened).value_or("");
  if (resource->sha256.empty() && large && same) resource->sha256 = believed_hash(path, resource->bytes);
  if (resource->sha256.empty()) {
    resource->sha256 = to_hex(sha256(resource->bytes));
    if (large && same) remember(path, opened, resource->sha256);
  }
  ::close(file);
  if (same) seen_.emplace(path, opened);
  return resources_.emplace(path, std::move(resource)).first->second.get();
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
