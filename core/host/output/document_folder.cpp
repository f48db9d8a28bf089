#include "host/output/document_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "host/output/document_name.hpp"

namespace docmill::host {

DocumentFolder::DocumentFolder(std::string shown, std::string suffix, Compression compression)
    : shown_(std::move(shown)), suffix_(std::move(suffix)), compression_(compression) {}

DocumentFolder::~DocumentFolder() {
  if (folder_ >= 0) ::close(folder_);
}

Status DocumentFolder::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return {Trouble::io, write_error(shown_, error.value(), 0)};
  folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return folder_ >= 0 ? Status() : Status(Trouble::io, write_error(shown_, errno, 0));
}

// A new one; -1 and errno, EEXIST where there is one of the name.
int DocumentFolder::make_file(const std::string& name) const {
  const auto make = [&] { return ::openat(folder_, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); };
  const int file = make();
  return file < 0 && errno == ENOENT && make_folders_above(name) ? make() : file;
}

bool DocumentFolder::make_folders_above(const std::string& name) const {
  for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/', at + 1))
    if (::mkdirat(folder_, name.substr(0, at).c_str(), 0777) != 0 && errno != EEXIST) return false;
  return true;
}

int DocumentFolder::make_file_for(std::string_view id, std::string& name) {
  std::string base = file_name_for(id);
  name = base + suffix_;
  int file = make_file(name);
  if (file < 0 && errno == ENOTDIR) {
    // A part of the path is the file of another document: all in one name instead. Whatever else is in the way (no
    // descriptor left, a broken disk) ends the run: a name must not depend on the moment.
    std::replace(base.begin(), base.end(), '/', '_');
    name = base + suffix_;
    file = make_file(name);
  }
  if (file >= 0 || errno != EEXIST) return file;
  uint64_t& n = repeats_[base];
  n = std::max<uint64_t>(n, 1);
  do {
    name = fmt::format("{}~{}{}", base, ++n, suffix_);
    file = make_file(name);
  } while (file < 0 && errno == EEXIST);
  return file;
}

Result<DocumentFolder::Made> DocumentFolder::add(std::string_view id, const Pieces& pieces, const Digest* sha256) {
  Made made;
  const int file = make_file_for(id, made.name);
  if (file < 0) return Status(Trouble::io, write_error(shown_ + "/" + made.name, errno, 0));
  if (Status s = write(file, pieces, sha256, made); !s.ok()) return s;
  return made;
}

// Closes the file. Nothing is synced: all of the file system is at the end of the run.
Status DocumentFolder::write(int file, const Pieces& pieces, const Digest* sha256, Made& made) const {
  OutputFile out(file, shown_ + "/" + made.name, compression_);
  if (sha256 != nullptr && compression_ == Compression::none) out.take_hash(*sha256);
  if (Status s = pieces([&](std::string_view bytes) { return out.append(bytes); }); !s.ok()) return s;
  if (Status s = out.close_unsynced(); !s.ok()) return s;
  made.size = out.size();
  made.sha256 = out.sha256();
  return {};
}

}  // namespace docmill::host
