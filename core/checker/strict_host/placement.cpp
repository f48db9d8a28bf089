#include "checker/strict_host/placement.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <new>

namespace docmill::checker {

const void* HeapPlacement::place(const void* bytes, std::size_t size) {
  Block& block = blocks_.emplace_back(Block{std::make_unique<char[]>(size), size});
  if (size != 0) std::memcpy(block.bytes.get(), bytes, size);
  return block.bytes.get();
}

void HeapPlacement::overwrite() {
  for (Block& block : blocks_) std::memset(block.bytes.get(), 0xDB, block.size);
}

GuardedPlacement::~GuardedPlacement() {
  for (const Mapping& m : mappings_) ::munmap(m.start, m.size);
}

const void* GuardedPlacement::place(const void* bytes, std::size_t size) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t readable = (size + page - 1) / page * page;
  void* start = ::mmap(nullptr, readable + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) throw std::bad_alloc();
  char* guard = static_cast<char*>(start) + readable;
  if (size != 0) std::memcpy(guard - size, bytes, size);
  if (readable != 0) ::mprotect(start, readable, PROT_READ);
  ::mprotect(guard, page, PROT_NONE);
  mappings_.push_back({static_cast<char*>(start), readable + page});
  return guard - size;
}

void GuardedPlacement::forbid() {
  for (const Mapping& m : mappings_) ::mprotect(m.start, m.size, PROT_NONE);
}

}  // namespace docmill::checker
