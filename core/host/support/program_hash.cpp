#include "host/support/program_hash.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mutex>
#include <optional>

namespace docmill::host {
namespace {

struct Known {
  std::mutex mutex;
  Sha256Filler begun;
  std::optional<std::string> sha256;  // stays as it is once it is there
};

Known& known() {
  static Known* const program = new Known;  // asked for to the last
  return *program;
}

// Empty when it cannot be read.
std::string_view map_program() {
  const int file = ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  struct stat info;
  const std::size_t size = ::fstat(file, &info) == 0 ? static_cast<std::size_t>(info.st_size) : 0;
  void* const memory = size != 0 ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  ::close(file);
  return memory == MAP_FAILED ? std::string_view() : std::string_view(static_cast<const char*>(memory), size);
}

void unmap(std::string_view bytes) {
  if (!bytes.empty()) ::munmap(const_cast<char*>(bytes.data()), bytes.size());
}

}  // namespace

const std::string& program_sha256() {
  const std::lock_guard lock(known().mutex);
  std::optional<std::string>& found = known().sha256;
  if (!found) {
    const std::string_view bytes = map_program();
    found = bytes.empty() ? "" : to_hex(known().begun.finish(bytes));
    unmap(bytes);
  }
  return *found;
}

// Mapped anew each time: in between, libraries shall lie where they would lie without it.
void begin_program_beside(Sha256Pairs& wanted) {
  const std::lock_guard lock(known().mutex);
  const std::string_view bytes = known().sha256 ? std::string_view() : map_program();
  wanted.finish(bytes.empty() ? nullptr : &known().begun, bytes);
  unmap(bytes);
}

void finish_program_beside(Sha256Pairs& wanted) {
  const std::lock_guard lock(known().mutex);
  const std::string_view bytes = known().sha256 ? std::string_view() : map_program();
  Digest digest;
  if (!bytes.empty()) wanted.add_rest(digest, known().begun, bytes);
  wanted.finish();
  if (!bytes.empty()) known().sha256 = to_hex(digest);
  unmap(bytes);
}

}  // namespace docmill::host
