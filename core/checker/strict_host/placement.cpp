#include "checker/strict_host/placement.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace docmill::checker {

const void* HeapPlacement::place(const void* bytes, std::size_t size) {
  Block& block = blocks_.emplace_back(Block{std::make_unique<char[]>(size), size});
  if (size != 0) std::memcpy(block.bytes.get(), bytes, size);
  return block.bytes.get();
}

void HeapPlacement::overwrite() {
  for (Block& block : blocks_) std::memset(block.bytes.get(), 0xDB, block.size);
}

namespace {

// Address space that a placement takes at a time, in bytes: memory is only what has been written to.
constexpr std::size_t usual_region = 1 << 20;

}  // namespace

GuardedPlacement::~GuardedPlacement() {
  for (const Region& region : regions_) {
    ::munmap(region.shown, region.size);
    if (region.written != nullptr) ::munmap(region.written, region.size);
  }
}

const void* GuardedPlacement::place(const void* bytes, std::size_t size) {
  static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t readable = (size + page - 1) / page * page;
  if (regions_.empty() || regions_.back().size - regions_.back().used < readable + page)
    add_region(std::max(readable + page, usual_region));
  Region& region = regions_.back();
  const std::size_t guard = region.used + readable;
  if (size != 0) {
    std::memcpy(region.written + guard - size, bytes, size);
    if (::mprotect(region.shown + region.used, readable, PROT_READ) != 0) throw std::bad_alloc();
  }
  region.used = guard + page;
  return region.shown + guard - size;
}

void GuardedPlacement::forbid() {
  for (Region& region : regions_) {
    ::mprotect(region.shown, region.used, PROT_NONE);
    ::munmap(std::exchange(region.written, nullptr), region.size);
    region.used = region.size;
  }
}

void GuardedPlacement::add_region(std::size_t size) {
  const int file = ::memfd_create("docmill-guarded", MFD_CLOEXEC);
  if (file < 0) throw std::bad_alloc();
  void* shown = MAP_FAILED;
  void* written = MAP_FAILED;
  if (::ftruncate(file, static_cast<off_t>(size)) == 0) {
    shown = ::mmap(nullptr, size, PROT_NONE, MAP_SHARED, file, 0);
    written = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  }
  ::close(file);
  if (shown == MAP_FAILED || written == MAP_FAILED) {
    if (shown != MAP_FAILED) ::munmap(shown, size);
    if (written != MAP_FAILED) ::munmap(written, size);
    throw std::bad_alloc();
  }
  regions_.push_back({static_cast<char*>(shown), static_cast<char*>(written), size, 0});
}

}  // namespace docmill::checker
