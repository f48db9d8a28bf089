#include "host/support/large_pages.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace docmill::host {

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE) && !defined(DOCMILL_SANITIZED)

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20;
constexpr std::size_t all_large = 2 * large_page;
constexpr std::size_t small_page = std::size_t{4} << 10;

// Moves the end of the heap to just before a large page: malloc goes on behind it.
char* begin_of_large_pages() {
  void* const end = ::sbrk(0);
  if (end == reinterpret_cast<void*>(-1)) return nullptr;
  const auto address = reinterpret_cast<uintptr_t>(end) + small_page;
  const std::size_t gap = (large_page - address % large_page) % large_page;
  if (::sbrk(static_cast<intptr_t>(gap)) == reinterpret_cast<void*>(-1)) return nullptr;
  return static_cast<char*>(end) + gap + small_page;
}

}  // namespace

// A block that begins before the large pages and ends behind them makes the heap so long without touching them: what
// malloc writes of a block stands at its borders. It must be too large for anything that is free.
void allocate_in_large_pages() {
  static bool is_done = false;
  if (std::exchange(is_done, true)) return;
  char* const begin = begin_of_large_pages();
  if (begin == nullptr) return;
  char* const block = static_cast<char*>(std::malloc(all_large + 2 * small_page));
  if (block == nullptr) return;
  if (block < begin && begin + all_large <= block + all_large + 2 * small_page)
    ::madvise(begin, all_large, MADV_HUGEPAGE);
  std::free(block);
}

#else

void allocate_in_large_pages() {}

#endif

}  // namespace docmill::host
