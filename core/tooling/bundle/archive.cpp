#include "tooling/bundle/archive.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <set>
#include <system_error>

#include "docmill/base/printable.hpp"
#include "host/support/write_text.hpp"
#include "tooling/bundle/archive_library.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

using ArchiveWriter = std::unique_ptr<archive, int (*)(archive*)>;
using ArchiveEntry = std::unique_ptr<archive_entry, void (*)(archive_entry*)>;

constexpr std::size_t block_size = 256 << 10;

// What is wrong with an archive itself has numbers of the system too, which say nothing to a user: EILSEQ of a format,
// EINVAL of a call.
bool is_of_the_system(int error_number) { return error_number > 0 && error_number != EILSEQ && error_number != EINVAL; }

Status trouble(const ArchiveLibrary& library, const fs::path& file, archive* a) {
  const int error_number = library.error_number(a);
  if (is_of_the_system(error_number)) return host::not_written(file, error_number);
  const char* why = library.error_string(a);
  return {Trouble::io, fmt::format("{}: {}", file.string(), why != nullptr ? why : "it cannot be written")};
}

Status write_bytes(const ArchiveLibrary& library, archive* a, const fs::path& file, const char* bytes,
                   std::size_t size) {
  const auto written = library.write_data(a, bytes, size);
  if (written < 0) return trouble(library, file, a);
  if (static_cast<std::size_t>(written) != size)
    return {Trouble::io, fmt::format("{}: a file grew while it was packed", file.string())};
  return {};
}

Status write_content(const ArchiveLibrary& library, archive* a, const fs::path& file, const PackedFile& packed,
                     uint64_t size) {
  if (packed.path.empty()) return write_bytes(library, a, file, packed.bytes.data(), packed.bytes.size());
  std::ifstream in(packed.path, std::ios::binary);
  std::vector<char> block(block_size);
  uint64_t total = 0;
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    if (Status s = write_bytes(library, a, file, block.data(), static_cast<std::size_t>(in.gcount())); !s.ok())
      return s;
    total += static_cast<uint64_t>(in.gcount());
  }
  if (in.bad() || total != size)
    return {Trouble::io, fmt::format("{}: it changed while it was packed; try again", packed.path.string())};
  return {};
}

Status write_file(const ArchiveLibrary& library, archive* a, const fs::path& file, const PackedFile& packed) {
  std::error_code error;
  const uint64_t size = packed.path.empty() ? packed.bytes.size() : fs::file_size(packed.path, error);
  if (error) return {Trouble::io, fmt::format("{}: {}", packed.path.string(), error.message())};
  const ArchiveEntry entry(library.entry_new(), library.entry_free);
  library.entry_set_pathname(entry.get(), packed.name.c_str());
  library.entry_set_size(entry.get(), static_cast<la_int64_t>(size));
  library.entry_set_filetype(entry.get(), AE_IFREG);
  library.entry_set_perm(entry.get(), packed.is_program ? 0755 : 0644);
  library.entry_set_mtime(entry.get(), 0, 0);
  if (library.write_header(a, entry.get()) != ARCHIVE_OK) return trouble(library, file, a);
  return write_content(library, a, file, packed, size);
}

bool is_ascii(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Status write_all(const ArchiveLibrary& library, const fs::path& file, const std::vector<PackedFile>& files) {
  const ArchiveWriter a(library.write_new(), library.write_free);
  library.write_add_filter_zstd(a.get());
  library.write_set_filter_option(a.get(), "zstd", "compression-level", "9");
  library.write_set_format_pax_restricted(a.get());
  // Names are bytes. Else libarchive takes them for text of the locale, and refuses what that has not.
  if (std::any_of(files.begin(), files.end(), [](const PackedFile& packed) { return !is_ascii(packed.name); }))
    library.write_set_format_option(a.get(), "pax", "hdrcharset", "BINARY");
  if (library.write_open_filename(a.get(), file.c_str()) != ARCHIVE_OK) return trouble(library, file, a.get());
  for (const PackedFile& packed : files)
    if (Status s = write_file(library, a.get(), file, packed); !s.ok()) return s;
  return library.write_close(a.get()) == ARCHIVE_OK ? Status() : trouble(library, file, a.get());
}

Status unpack_file(const ArchiveLibrary& library, archive* a, const fs::path& target, bool is_program) {
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  const int file =
      ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, is_program ? 0700 : 0600);
  if (file < 0) return {Trouble::io, fmt::format("{}: {}", target.string(), std::strerror(errno))};
  const int result = library.read_data_into_fd(a, file);
  ::close(file);
  if (result == ARCHIVE_OK) return {};
  const int why = library.error_number(a);
  if (why == ENOSPC || why == EDQUOT || why == EFBIG || why == EIO)
    return {Trouble::io, fmt::format("{}: {}", target.string(), std::strerror(why))};
  return {Trouble::io, "the data break off or are damaged; fetch it again"};
}

// Before a byte of it is written: a few bytes of an archive may stand for more than the disk holds.
Status check_room(const fs::path& folder, const std::string& name, int64_t size) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error || size < 0 || static_cast<uint64_t>(size) <= space.available) return {};
  return {Trouble::io,
          fmt::format("'{}' in it has {} bytes, and in {} is room for {}; set TMPDIR to a folder with more", name, size,
                      folder.string(), space.available)};
}

// A file with holes says a size that it does not need the disk for; docmill makes none.
bool is_plain_file(const ArchiveLibrary& library, archive_entry* entry) {
  return library.entry_filetype(entry) == AE_IFREG && library.entry_hardlink(entry) == nullptr &&
         library.entry_sparse_reset(entry) == 0;
}

}  // namespace

bool stays_inside(std::string_view name) {
  if (name.empty() || name.front() == '/') return false;
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return true;
}

Status write_archive(const fs::path& file, std::vector<PackedFile> files) {
  const Result<const ArchiveLibrary*> opened = archive_library();
  if (!opened.ok()) return opened.status();
  std::sort(files.begin(), files.end(), [](const PackedFile& a, const PackedFile& b) { return a.name < b.name; });
  std::error_code ignored, error;
  const fs::path there = fs::is_symlink(file, ignored) ? fs::weakly_canonical(file, error) : file;
  if (error || host::is_written_in_place(there)) return write_all(*opened.value(), file, files);
  const fs::path temporary = there.string() + ".new";
  const Status written = write_all(*opened.value(), temporary, files);
  if (written.ok()) fs::rename(temporary, there, error);
  if (written.ok() && !error) return {};
  fs::remove(temporary, ignored);
  return written.ok() ? Status(Trouble::io, fmt::format("{}: {}", file.string(), error.message())) : written;
}

Result<std::vector<std::string>> unpack_archive(const fs::path& file, const fs::path& folder) {
  const Result<const ArchiveLibrary*> opened = archive_library();
  if (!opened.ok()) return opened.status();
  const ArchiveLibrary& library = *opened.value();
  const auto refuse = [&](std::string_view why) {
    return Status(Trouble::io, fmt::format("{}: {}", file.string(), why));
  };
  const ArchiveWriter a(library.read_new(), library.read_free);
  library.read_support_filter_zstd(a.get());
  library.read_support_format_tar(a.get());
  if (library.read_open_filename(a.get(), file.c_str(), block_size) != ARCHIVE_OK)
    return refuse("it is no bundle (no tar archive packed with zstd)");
  std::error_code error;
  fs::create_directories(folder, error);
  std::set<std::string> names;
  for (;;) {
    archive_entry* entry = nullptr;
    const int next = library.read_next_header(a.get(), &entry);
    if (next == ARCHIVE_EOF) break;
    if (next != ARCHIVE_OK)
      return refuse(names.empty() ? "it is no bundle (no tar archive packed with zstd)"
                                  : "the data break off or are damaged; fetch it again");
    const char* name = library.entry_pathname(entry);
    if (name == nullptr || !stays_inside(name)) return refuse("a name in it leads out of the folder; it is left alone");
    const std::string shown = printable(name);
    if (!is_plain_file(library, entry))
      return refuse(fmt::format("'{}' in it is no plain file; it is left alone", shown));
    if (!names.insert(name).second) return refuse(fmt::format("'{}' is in it twice; it is left alone", shown));
    if (Status s = check_room(folder, shown, library.entry_size(entry)); !s.ok()) return refuse(s.message());
    const bool is_program = (library.entry_perm(entry) & 0100) != 0;
    if (Status s = unpack_file(library, a.get(), folder / name, is_program); !s.ok()) return refuse(s.message());
  }
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace docmill::tooling
