// Memory that is taken at once changes where blocks lie, and nothing else.
#include "host/support/first_memory.hpp"

#include <doctest/doctest.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace {

// In a process of its own: how many pages of a block of 1 MiB had to be fetched. Nothing where the kernel cannot be
// asked to fetch memory.
std::optional<long> faults_behind_it() {
  int ends[2];
  if (::pipe(ends) != 0) return std::nullopt;
  const pid_t child = ::fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
    long faults = -1;
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE) && !defined(DOCMILL_SANITIZED)
    ::mallopt(M_MMAP_THRESHOLD, 16 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
    void* const probe = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (::madvise(probe, 4096, MADV_POPULATE_WRITE) == 0) {
      docmill::host::take_first_memory_at_once();
      rusage before{}, after{};
      ::getrusage(RUSAGE_SELF, &before);
      constexpr std::size_t size = 1 << 20;
      char* const block = static_cast<char*>(std::malloc(size));
      for (std::size_t i = 0; i < size; i += 4096) static_cast<volatile char*>(block)[i] = 1;
      ::getrusage(RUSAGE_SELF, &after);
      faults = after.ru_minflt - before.ru_minflt;
    }
#endif
    const bool told = ::write(ends[1], &faults, sizeof faults) == sizeof faults;
    ::_exit(told ? 0 : 1);
  }
  long faults = -1;
  ::close(ends[1]);
  const bool told = ::read(ends[0], &faults, sizeof faults) == sizeof faults;
  ::close(ends[0]);
  int status = 0;
  if (::waitpid(child, &status, 0) != child || !told) return LONG_MAX;  // it was brought down
  if (faults < 0) return std::nullopt;
  return faults;
}

// Before any test has left a free block that is large enough: as the program does, at the start.
const std::optional<long> faults = faults_behind_it();

}  // namespace

TEST_CASE("memory that was taken at once is there") {
  if (!faults) {
    MESSAGE("skipped: memory cannot be asked for at once here");
    return;
  }
  CHECK(*faults < 64);  // of 256
}

TEST_CASE("what was allocated before and behind keeps its bytes, however often memory is taken at once") {
  std::vector<std::string> texts;
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < 60; ++i) texts.emplace_back((i + 1) * 1000, static_cast<char>('a' + i % 26));
    docmill::host::take_first_memory_at_once();
  }
  texts.emplace_back(5'000'000, 'z');
  for (std::size_t i = 0; i + 1 < texts.size(); ++i)
    CHECK(texts[i] == std::string((i % 60 + 1) * 1000, static_cast<char>('a' + i % 60 % 26)));
  texts.erase(texts.begin(), texts.begin() + 100);
  CHECK(texts.back() == std::string(5'000'000, 'z'));
}
