#include "host/support/first_memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace docmill::host {

#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE) && !defined(DOCMILL_SANITIZED)

namespace {

constexpr std::size_t small_page = std::size_t{4} << 10;
constexpr std::size_t large_page = std::size_t{2} << 20;
constexpr std::size_t at_once = large_page + (std::size_t{768} << 10);  // the last part is what zstd fills first

// Moves the end of the heap to just before a large page: malloc goes on behind it.
char* begin_of_large_page() {
  void* const end = ::sbrk(0);
  if (end == reinterpret_cast<void*>(-1)) return nullptr;
  const auto address = reinterpret_cast<uintptr_t>(end) + small_page;
  const std::size_t gap = (large_page - address % large_page) % large_page;
  if (::sbrk(static_cast<intptr_t>(gap)) == reinterpret_cast<void*>(-1)) return nullptr;
  return static_cast<char*>(end) + gap + small_page;
}

}  // namespace

// A block that begins before the large page and ends behind all of it makes the heap so long without touching that:
// what malloc writes of a block stands at its borders. It must be too large for anything that is free.
void take_first_memory_at_once() {
  static bool is_done = false;
  if (std::exchange(is_done, true)) return;
  char* const begin = begin_of_large_page();
  if (begin == nullptr) return;
  constexpr std::size_t size = at_once + 2 * small_page;
  char* const block = static_cast<char*>(std::malloc(size));
  if (block == nullptr) return;
  if (block < begin && begin + at_once <= block + size) {
    ::madvise(begin, large_page, MADV_HUGEPAGE);
    ::madvise(begin, at_once, MADV_POPULATE_WRITE);
  }
  std::free(block);
}

// By two blocks, each as large as malloc still takes of the heap (see the program's main()): given back they are its
// end, which is not touched before it is used.
void take_further_memory_in_large_pages() {
  static thread_local bool is_done = false;
  if (std::exchange(is_done, true)) return;
  constexpr std::size_t size = std::size_t{15} << 20;
  char* const first = static_cast<char*>(std::malloc(size));
  char* const second = static_cast<char*>(std::malloc(size));
  if (first < second && second <= first + size + small_page) {  // one behind the other
    char* const begin = first + (small_page - reinterpret_cast<uintptr_t>(first) % small_page);
    ::madvise(begin, 2 * (size - small_page), MADV_HUGEPAGE);
  }
  std::free(second);
  std::free(first);
}

#else

void take_first_memory_at_once() {}
void take_further_memory_in_large_pages() {}

#endif

}  // namespace docmill::host
