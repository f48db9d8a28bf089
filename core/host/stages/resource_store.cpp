#include "host/stages/resource_store.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <system_error>
#include <utility>

#include "host/support/chunk_hashes.hpp"
#include "host/support/program_hash.hpp"
#include "host/support/sha256.hpp"
#include "host/support/sha256_lanes.hpp"

namespace docmill::host {
namespace {

// Smaller files are read: that is cheaper than to map them and to have each page of them put in its place.
constexpr std::size_t worth_mapping = 256 << 10;

bool is_large(const Resource& resource) { return resource.bytes.size() >= KnownHashes::worth_remembering; }

Status refusal(std::string why) { return {Trouble::usage, std::move(why)}; }
Status cut_short() { return refusal("it could not be read to its end; was it written into meanwhile?"); }

// Closes what was opened when it goes.
struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

ResourceStore::~ResourceStore() {
  for (const auto& [path, file] : files_) {
    if (file->to_hash >= 0) ::close(file->to_hash);
    if (file->is_mapped) ::munmap(const_cast<char*>(file->resource.bytes.data()), file->resource.bytes.size());
  }
}

Result<const Resource*> ResourceStore::open(const std::filesystem::path& given) {
  const Result<File*> file = find_or_open(given);
  if (!file.ok()) return file.status();
  hash_opened(false);
  if (file.value()->resource.sha256.empty()) return cut_short();
  return &file.value()->resource;
}

void ResourceStore::open_together(const std::vector<std::filesystem::path>& paths, bool names_program) {
  for (const std::filesystem::path& path : paths) (void)find_or_open(path);
  hash_opened(names_program);
}

// Of the folders of a pipeline there are few: each is looked up once, so that a file in it costs no call for every part
// of its path.
Result<std::filesystem::path> ResourceStore::canonical(const std::filesystem::path& given, const struct stat& itself) {
  std::error_code error;
  const bool is_plain = !S_ISLNK(itself.st_mode) && given.has_filename();
  if (!is_plain) {
    std::filesystem::path path = std::filesystem::canonical(given, error);
    if (error) return refusal(error.message());
    return path;
  }
  const std::filesystem::path above = given.parent_path();
  const auto [folder, is_new] = folders_.try_emplace(above.native());
  if (is_new) folder->second = std::filesystem::canonical(above.empty() ? "." : above, error);
  if (error) {
    folders_.erase(folder);
    return refusal(error.message());
  }
  return folder->second / given.filename();
}

// All of it: in memory if it is small, else mapped.
Status ResourceStore::take_bytes(int descriptor, std::size_t size, File& file) {
  if (size >= worth_mapping) {
    void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (memory == MAP_FAILED) return refusal(std::strerror(errno));
    file.is_mapped = true;
    file.resource.bytes = {static_cast<const char*>(memory), size};
    return {};
  }
  file.read.resize(size);
  std::size_t n_read = 0;
  while (n_read < size) {
    const ssize_t n = ::read(descriptor, file.read.data() + n_read, size - n_read);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return refusal(std::strerror(errno));
    if (n == 0) return cut_short();
    n_read += static_cast<std::size_t>(n);
  }
  file.resource.bytes = file.read;
  return {};
}

Result<ResourceStore::File*> ResourceStore::find_or_open(const std::filesystem::path& given) {
  if (const auto found = names_.find(given.native()); found != names_.end()) return found->second;
  struct stat itself, info;
  const auto missing = [] { return refusal(errno == ENOENT ? "no such file" : std::strerror(errno)); };
  if (::lstat(given.c_str(), &itself) != 0) return missing();
  info = itself;
  if (S_ISLNK(itself.st_mode) && ::stat(given.c_str(), &info) != 0) return missing();
  if (S_ISDIR(info.st_mode)) return refusal("a folder, not a file");
  if (!S_ISREG(info.st_mode)) return refusal("not a regular file");
  const Result<std::filesystem::path> path = canonical(given, itself);
  if (!path.ok()) return path.status();
  if (const auto known = files_.find(path.value().native()); known != files_.end())
    return names_[given.native()] = known->second.get();
  auto file = std::make_unique<File>();
  file->path = path.value();
  Descriptor descriptor{::open(file->path.c_str(), O_RDONLY | O_CLOEXEC)};
  // As it is before anything of it is read, so that what is written into it from now on is noticed.
  struct stat opened;
  if (descriptor.number < 0 || ::fstat(descriptor.number, &opened) != 0) return refusal(std::strerror(errno));
  file->opened = opened;
  if (Status taken = take_bytes(descriptor.number, static_cast<std::size_t>(opened.st_size), *file); !taken.ok())
    return taken;
  std::string& sha256 = file->resource.sha256;
  if (is_large(file->resource)) {
    sha256 = hashes_.find(file->path, file->opened).value_or("");
    if (sha256.empty()) {
      const std::optional<std::string> believed = believed_hash(*file);
      file->is_believed = believed.has_value();
      sha256 = believed.value_or("");
    }
  }
  if (sha256.empty() && file->is_mapped) std::swap(file->to_hash, descriptor.number);
  File* const kept = files_.emplace(path.value().native(), std::move(file)).first->second.get();
  if (kept->resource.sha256.empty()) to_hash_.push_back(kept);
  return names_[given.native()] = kept;
}

// What cannot be read to its end stays without a hash, and open() refuses it.
void ResourceStore::hash_opened(bool names_program) {
  if (to_hash_.empty()) return;
  Sha256Lanes hashes;
  std::vector<FileToHash> mapped(to_hash_.size());
  std::vector<Digest> digests(to_hash_.size());
  for (std::size_t i = 0; i < to_hash_.size(); ++i) {
    const File& file = *to_hash_[i];
    mapped[i].file = file.to_hash;
    mapped[i].size = file.resource.bytes.size();
    if (file.is_mapped) hashes.add(mapped[i]);
    else hashes.add(digests[i], file.resource.bytes);
  }
  if (names_program) finish_program_beside(hashes);
  else hashes.finish();
  for (std::size_t i = 0; i < to_hash_.size(); ++i) {
    File& file = *to_hash_[i];
    if (file.to_hash >= 0) ::close(std::exchange(file.to_hash, -1));
    if (file.is_mapped && !mapped[i].was_read) continue;
    file.resource.sha256 = to_hex(file.is_mapped ? mapped[i].digest : digests[i]);
    if (is_large(file.resource)) remember(file, file.resource.sha256);
  }
  to_hash_.clear();
}

std::optional<std::string> ResourceStore::believed_hash(const File& file) {
  std::optional<ChunkHashes> written = read_chunk_hashes(file.path);
  if (!written || !written->sample_fits(file.resource.bytes)) return std::nullopt;
  return std::move(written->sha256);
}

// A hash is that of the file as it was opened only where nothing has changed since.
void ResourceStore::remember(const File& file, const std::string& digest) const {
  const struct stat& opened = file.opened;
  struct stat now;
  if (::stat(file.path.c_str(), &now) == 0 && now.st_dev == opened.st_dev && now.st_ino == opened.st_ino &&
      now.st_size == opened.st_size && now.st_mtim.tv_sec == opened.st_mtim.tv_sec &&
      now.st_mtim.tv_nsec == opened.st_mtim.tv_nsec)
    hashes_.remember(file.path, now, digest);
}

Status ResourceStore::check_believed() const {
  for (const auto& [path, file] : files_) {
    if (!file->is_believed) continue;
    const std::string digest = to_hex(sha256(file->resource.bytes));
    if (digest != file->resource.sha256)
      return {Trouble::usage, path + ": is not the file that " + ChunkHashes::path_for(file->path).string() +
                                  " was written for, though its size and the " +
                                  std::to_string(ChunkHashes::looked_at) +
                                  " pieces looked at are; build or copy both again"};
    remember(*file, digest);
  }
  return {};
}

// A file that another has taken the place of is still mapped, or was read, as it was; of one that was written into
// nobody knows.
Status ResourceStore::unchanged() const {
  for (const auto& [path, file] : files_) {
    struct stat now;
    const struct stat& before = file->opened;
    if (::stat(path.c_str(), &now) != 0 || now.st_dev != before.st_dev || now.st_ino != before.st_ino) continue;
    if (now.st_size == before.st_size && now.st_mtim.tv_sec == before.st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
      continue;
    return {Trouble::io, path +
                             ": was written into while the run went on, so nobody can say what the run has "
                             "read; the output folder stays as it was. Run again"};
  }
  return {};
}

}  // namespace docmill::host
