// Memory that is taken at once changes where blocks lie, and nothing else.
#include "host/support/first_memory.hpp"

#include <doctest/doctest.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace {

// What is measured in a process of its own; nothing where it cannot be, which a negative number says.
std::optional<long> in_a_process(long measure()) {
  int ends[2];
  if (::pipe(ends) != 0) return std::nullopt;
  const pid_t child = ::fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
#if defined(__GLIBC__)
    ::mallopt(M_MMAP_THRESHOLD, 16 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
    const long measured = measure();
    const bool told = ::write(ends[1], &measured, sizeof measured) == sizeof measured;
    ::_exit(told ? 0 : 1);
  }
  long measured = -1;
  ::close(ends[1]);
  const bool told = ::read(ends[0], &measured, sizeof measured) == sizeof measured;
  ::close(ends[0]);
  int status = 0;
  if (::waitpid(child, &status, 0) != child || !told) return LONG_MAX;  // it was brought down
  if (measured < 0) return std::nullopt;
  return measured;
}

// How many pages of a block of 1 MiB had to be fetched.
long faults_behind_it() {
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE) && !defined(DOCMILL_SANITIZED)
  void* const probe = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (::madvise(probe, 4096, MADV_POPULATE_WRITE) != 0) return -1;
  docmill::host::take_first_memory_at_once();
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  constexpr std::size_t size = 1 << 20;
  char* const block = static_cast<char*>(std::malloc(size));
  for (std::size_t i = 0; i < size; i += 4096) static_cast<volatile char*>(block)[i] = 1;
  ::getrusage(RUSAGE_SELF, &after);
  return after.ru_minflt - before.ru_minflt;
#else
  return -1;
#endif
}

// Is the kernel asked for large pages where the byte lies ("hg" among the flags of its mapping)?
[[maybe_unused]] bool is_in_large_pages(const char* byte) {
  std::ifstream mappings("/proc/self/smaps");
  bool here = false;
  for (std::string line; std::getline(mappings, line);) {
    unsigned long begin = 0, end = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2)
      here = begin <= reinterpret_cast<uintptr_t>(byte) && reinterpret_cast<uintptr_t>(byte) < end;
    else if (here && line.starts_with("VmFlags:")) return line.find(" hg") != std::string::npos;
  }
  return false;
}

// How many MiB of a block of ten are to lie in large pages.
long further_in_large_pages() {
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE) && !defined(DOCMILL_SANITIZED)
  if (!std::ifstream("/sys/kernel/mm/transparent_hugepage/enabled")) return -1;
  docmill::host::take_further_memory_in_large_pages();
  const char* const block = static_cast<char*>(std::malloc(std::size_t{10} << 20));
  long n = 0;
  for (std::size_t i = 0; i < 10; ++i) n += is_in_large_pages(block + (i << 20) + 8192);
  return n;
#else
  return -1;
#endif
}

// Before any test has left a free block that is large enough: as the program does, at the start.
const std::optional<long> faults = in_a_process(faults_behind_it);
const std::optional<long> in_large_pages = in_a_process(further_in_large_pages);

}  // namespace

TEST_CASE("memory that was taken at once is there") {
  if (!faults) {
    MESSAGE("skipped: memory cannot be asked for at once here");
    return;
  }
  CHECK(*faults < 64);  // of 256
}

TEST_CASE("further memory is to come in large pages") {
  if (!in_large_pages) {
    MESSAGE("skipped: there are no large pages here");
    return;
  }
  CHECK(*in_large_pages == 10);
}

TEST_CASE("what was allocated before and behind keeps its bytes, however often memory is taken at once") {
  std::vector<std::string> texts;
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < 60; ++i) texts.emplace_back((i + 1) * 1000, static_cast<char>('a' + i % 26));
    docmill::host::take_first_memory_at_once();
    docmill::host::take_further_memory_in_large_pages();
  }
  texts.emplace_back(5'000'000, 'z');
  for (std::size_t i = 0; i + 1 < texts.size(); ++i)
    CHECK(texts[i] == std::string((i % 60 + 1) * 1000, static_cast<char>('a' + i % 60 % 26)));
  texts.erase(texts.begin(), texts.begin() + 100);
  CHECK(texts.back() == std::string(5'000'000, 'z'));
}
