// libarchive, opened when an archive is written or read: it brings ten other libraries along, which would cost every
// start of docmill two milliseconds, and one command needs it.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

// What is used of it, without "archive_" before the names.
// clang-format off
#define DOCMILL_ARCHIVE_FUNCTIONS(DO)                                                                         \
  DO(error_string)                                                                                            \
  DO(write_new) DO(write_free) DO(write_add_filter_zstd) DO(write_set_filter_option)                          \
  DO(write_set_format_pax_restricted) DO(write_set_format_option) DO(write_open_filename) DO(write_header) DO(write_data) DO(write_close) \
  DO(read_new) DO(read_free) DO(read_support_filter_zstd) DO(read_support_format_tar) DO(read_open_filename)  \
  DO(read_next_header) DO(read_data_into_fd)                                                                  \
  DO(entry_new) DO(entry_free) DO(entry_pathname) DO(entry_filetype) DO(entry_hardlink) DO(entry_perm)        \
  DO(entry_size) DO(entry_sparse_reset) DO(entry_set_pathname) DO(entry_set_size) DO(entry_set_filetype) DO(entry_set_perm) DO(entry_set_mtime)
// clang-format on

namespace docmill::tooling {

struct ArchiveLibrary {
#define DOCMILL_DECLARE(name) decltype(&::archive_##name) name;
  DOCMILL_ARCHIVE_FUNCTIONS(DOCMILL_DECLARE)
#undef DOCMILL_DECLARE
  decltype(&::archive_errno) error_number;  // errno is a macro
};

// The same every time, and never closed. [any thread]
Result<const ArchiveLibrary*> archive_library();

}  // namespace docmill::tooling
