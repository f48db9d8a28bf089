#include "checker/checks/growth.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include "checker/checks/thread_group.hpp"
#include "docmill/base/sanitizers.hpp"

#if DOCMILL_SANITIZER_ALLOCATOR
// Of the sanitizers' runtime; the header that declares it comes with clang only.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

namespace docmill::checker {
namespace {

std::size_t bytes_in_use() {
#if DOCMILL_SANITIZER_ALLOCATOR
  return __sanitizer_get_current_allocated_bytes();
#else
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
#endif
}

}  // namespace

// Counted, not guessed: a leak grows in both halves of the rounds, by at least the smallest block in each round. The
// rounds run on threads of their own, as glibc keeps freed blocks in a list of the thread and counts them as used.
void check_growth(CheckContext& context, const std::string& what, const std::function<void()>& round) {
  constexpr std::size_t n = 50, smallest_block = 16;
  const auto rounds = [&](std::size_t count) {
    on_another_thread([&] {
      for (std::size_t i = 0; i < count; ++i) round();
    });
    return bytes_in_use();
  };
  ::mallopt(M_ARENA_MAX, 1);
  const std::size_t start = rounds(20), half = rounds(n), end = rounds(n);
  if (half < start + n * smallest_block || end < half + n * smallest_block) return;
  context.fail(fmt::format("each {} leaves {} bytes behind ({} in {} rounds)", what, (end - start) / (2 * n),
                           end - start, 2 * n));
}

}  // namespace docmill::checker
