#include "descriptor_vfs.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace docmill::writer_sqlite {

struct DescriptorVfs::File {
  sqlite3_file base;  // first, as SQLite wants it
  Slot* slot;
  int* last_error;

  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
};

namespace {

constexpr int sector_size = 4096;

}  // namespace

const sqlite3_io_methods& DescriptorVfs::methods() {
  static const sqlite3_io_methods methods = [] {
    sqlite3_io_methods m{};
    m.iVersion = 1;
    m.xClose = [](sqlite3_file* file) {
      File::of(file).slot->is_open = false;
      return SQLITE_OK;
    };
    // What is behind the end reads as zeros, and says so.
    m.xRead = [](sqlite3_file* file, void* to, int n, sqlite3_int64 at) {
      File& f = File::of(file);
      auto* bytes = static_cast<char*>(to);
      const auto begin = static_cast<uint64_t>(at);
      const uint64_t there =
          begin < f.slot->size ? std::min<uint64_t>(static_cast<uint64_t>(n), f.slot->size - begin) : 0;
      for (uint64_t done = 0; done < there;) {
        const ssize_t got = ::pread(f.slot->descriptor, bytes + done, there - done, static_cast<off_t>(begin + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
          *f.last_error = got < 0 ? errno : EIO;
          return SQLITE_IOERR_READ;
        }
        done += static_cast<uint64_t>(got);
      }
      if (there == static_cast<uint64_t>(n)) return SQLITE_OK;
      std::memset(bytes + there, 0, static_cast<std::size_t>(n) - there);
      return SQLITE_IOERR_SHORT_READ;
    };
    m.xWrite = [](sqlite3_file* file, const void* from, int n, sqlite3_int64 at) {
      File& f = File::of(file);
      const auto* bytes = static_cast<const char*>(from);
      const auto size = static_cast<uint64_t>(n);
      for (uint64_t done = 0; done < size;) {
        const ssize_t put = ::pwrite(f.slot->descriptor, bytes + done, size - done,
                                     static_cast<off_t>(static_cast<uint64_t>(at) + done));
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) {
          *f.last_error = put < 0 ? errno : ENOSPC;
          return errno == ENOSPC || put == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
        }
        done += static_cast<uint64_t>(put);
      }
      f.slot->size = std::max(f.slot->size, static_cast<uint64_t>(at) + size);
      return SQLITE_OK;
    };
    m.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
      File::of(file).slot->size = static_cast<uint64_t>(size);
      return SQLITE_OK;
    };
    m.xSync = [](sqlite3_file*, int) { return SQLITE_OK; };
    m.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
      *size = static_cast<sqlite3_int64>(File::of(file).slot->size);
      return SQLITE_OK;
    };
    m.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
    m.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
    m.xCheckReservedLock = [](sqlite3_file*, int* reserved) {
      *reserved = 0;
      return SQLITE_OK;
    };
    m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
    m.xSectorSize = [](sqlite3_file*) { return sector_size; };
    m.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
    return m;
  }();
  return methods;
}

int DescriptorVfs::open(sqlite3_vfs* vfs, const char*, sqlite3_file* file, int flags, int* flags_out) {
  auto& self = *static_cast<DescriptorVfs*>(vfs->pAppData);
  file->pMethods = nullptr;
  const bool is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  const auto free_slot = is_database ? self.slots_.begin()
                                     : std::find_if(self.slots_.begin() + 1, self.slots_.end(),
                                                    [](const Slot& slot) { return !slot.is_open; });
  if (free_slot == self.slots_.end() || free_slot->is_open) return SQLITE_CANTOPEN;
  free_slot->is_open = true;
  free_slot->size = 0;
  File& f = File::of(file);
  f.slot = &*free_slot;
  f.last_error = &self.last_error_;
  f.base.pMethods = &methods();
  if (flags_out != nullptr) *flags_out = flags;
  return SQLITE_OK;
}

DescriptorVfs::DescriptorVfs(const TemporaryFiles& files) : name_("docmill-descriptors-") {
  for (std::size_t i = 0; i < files.size(); ++i) slots_.push_back({files.descriptor(i)});
  name_ += std::to_string(reinterpret_cast<uintptr_t>(this));  // stands in no file
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(File);
  vfs_.mxPathname = 512;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = &DescriptorVfs::open;
  vfs_.xDelete = [](sqlite3_vfs*, const char*, int) { return SQLITE_OK; };
  vfs_.xAccess = [](sqlite3_vfs*, const char*, int, int* there) {
    *there = 0;
    return SQLITE_OK;
  };
  vfs_.xFullPathname = [](sqlite3_vfs*, const char* path, int n, char* out) {
    sqlite3_snprintf(n, out, "%s", path);
    return SQLITE_OK;
  };
  vfs_.xRandomness = [](sqlite3_vfs*, int n, char* out) {
    std::memset(out, 0, static_cast<std::size_t>(n));
    return n;
  };
  vfs_.xSleep = [](sqlite3_vfs*, int microseconds) { return microseconds; };
  vfs_.xCurrentTime = [](sqlite3_vfs*, double* day) {
    *day = 2440587.5;  // 1970-01-01
    return SQLITE_OK;
  };
  vfs_.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
  if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error("SQLite does not take another file system");
}

DescriptorVfs::~DescriptorVfs() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace docmill::writer_sqlite
