// tar and 7z archives in memory, written by libarchive.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace docmill::test {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

// `filter`: of libarchive, ARCHIVE_FILTER_XZ or the like. Names ending with '/' become folders, a content that begins
// with "-> " a link.
inline std::string packed_archive(int format, int filter, const NamedTexts& entries) {
  std::string out(std::size_t{1} << 25, '\0');
  std::size_t used = 0;
  // Without it libarchive cannot write names beyond ASCII.
  static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  const locale_t before = ::uselocale(utf8);
  archive* a = ::archive_write_new();
  ::archive_write_set_format(a, format);
  ::archive_write_add_filter(a, filter);
  ::archive_write_set_bytes_per_block(a, 512);
  ::archive_write_set_bytes_in_last_block(a, 1);
  if (::archive_write_open_memory(a, out.data(), out.size(), &used) != ARCHIVE_OK) throw std::runtime_error("open");
  for (const auto& [name, content] : entries) {
    archive_entry* e = ::archive_entry_new();
    const bool is_link = content.starts_with("-> ");
    ::archive_entry_set_pathname(e, name.c_str());
    ::archive_entry_set_filetype(e, name.ends_with('/') ? AE_IFDIR : is_link ? AE_IFLNK : AE_IFREG);
    if (is_link) ::archive_entry_set_symlink(e, content.substr(3).c_str());
    ::archive_entry_set_perm(e, 0644);
    ::archive_entry_set_size(e, is_link ? 0 : static_cast<la_int64_t>(content.size()));
    ::archive_entry_set_mtime(e, 1767323046, 0);  // 2026-01-02T03:04:06Z
    if (::archive_write_header(a, e) < ARCHIVE_WARN) throw std::runtime_error(::archive_error_string(a));
    if (!is_link) (void)::archive_write_data(a, content.data(), content.size());
    ::archive_entry_free(e);
  }
  ::archive_write_close(a);
  ::archive_write_free(a);
  ::uselocale(before);
  out.resize(used);
  return out;
}

inline std::string tar_of(const NamedTexts& entries, int filter = ARCHIVE_FILTER_NONE) {
  return packed_archive(ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, filter, entries);
}
inline std::string seven_zip_of(const NamedTexts& entries) {
  return packed_archive(ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, entries);
}

}  // namespace docmill::test
