// SQLite over files that are open already: one for the database, the others for what it sorts.
//
// A worker process opens no file for writing (core/host/isolation/sandbox.hpp), and SQLite takes names only; so it gets
// a VFS (https://www.sqlite.org/vfs.html) that gives out descriptors. There is no clock and no chance in it, and
// nothing is locked or synced: the file has one user, and is thrown away when that dies.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <vector>

#include "temporary_files/temporary_files.hpp"

namespace docmill::writer_sqlite {

// Registered with SQLite as long as it lives; one thread at a time.
class DescriptorVfs {
 public:
  // `files` must outlive it; the first one is the database. What stands in them is not looked at. Throws
  // std::runtime_error when SQLite does not take it.
  explicit DescriptorVfs(const TemporaryFiles& files);
  ~DescriptorVfs();
  DescriptorVfs(const DescriptorVfs&) = delete;
  DescriptorVfs& operator=(const DescriptorVfs&) = delete;

  const char* name() const { return name_.c_str(); }
  // Bytes of the database, once its connection is closed.
  uint64_t database_size() const { return slots_[0].size; }
  // The last error of the system, 0 for none.
  int last_error() const { return last_error_; }

 private:
  struct Slot {
    int descriptor = -1;
    uint64_t size = 0;  // as SQLite has written it; the file itself may be longer
    bool is_open = false;
  };
  struct File;
  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out);
  static const sqlite3_io_methods& methods();

  std::string name_;
  std::vector<Slot> slots_;
  int last_error_ = 0;
  sqlite3_vfs vfs_{};
};

}  // namespace docmill::writer_sqlite
