// A library to be preloaded: memory runs out at a chosen moment. Allocations of C++ are counted, not timed, so that a
// failure seen once is seen again (with one thread). DOCMILL_NO_MEMORY says when:
//
//   once:N   the N-th allocation fails
//   from:N   the N-th and all behind it fail, until the process ends
//   count:FILE   none; FILE holds how many there were (a long), in the process that had most, however it ended
//
// It counts from main() on, in the process that was started and in those that it forks, each going on from where it
// was.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

enum class Wish { none, once, from, count };

// Set before the first constructor of another library may want memory.
Wish wish = Wish::none;
long moment = 0;
std::atomic<long>* most = nullptr;  // in the file of `count`
std::atomic<long> n_allocations{0};
std::atomic<bool> is_in_main{false};

using Main = int (*)(int, char**, char**);
Main main_of_program = nullptr;

int begun_main(int argc, char** argv, char** environment) {
  is_in_main = true;
  return main_of_program(argc, argv, environment);
}

void map_count(const char* file) {
  const int at = ::open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (at < 0 || ::ftruncate(at, sizeof *most) != 0) std::abort();
  void* memory = ::mmap(nullptr, sizeof *most, PROT_READ | PROT_WRITE, MAP_SHARED, at, 0);
  if (memory == MAP_FAILED) std::abort();
  most = static_cast<std::atomic<long>*>(memory);
  ::close(at);
}

[[gnu::constructor(101)]] void read_wish() {
  const char* text = std::getenv("DOCMILL_NO_MEMORY");
  if (text == nullptr) return;
  if (std::strncmp(text, "once:", 5) == 0) wish = Wish::once;
  else if (std::strncmp(text, "from:", 5) == 0) wish = Wish::from;
  else if (std::strncmp(text, "count:", 6) == 0) wish = Wish::count;
  moment = std::strtol(text + 5, nullptr, 10);
  if (wish == Wish::count) map_count(text + 6);
}

void note_most(long n) {
  for (long before = most->load(); before < n && !most->compare_exchange_weak(before, n);) {
  }
}

bool has_none() {
  if (wish == Wish::none || !is_in_main) return false;
  const long n = n_allocations.fetch_add(1) + 1;
  if (most != nullptr) note_most(n);
  return (wish == Wish::once && n == moment) || (wish == Wish::from && n >= moment);
}

void* take(std::size_t size, std::size_t alignment = 0) noexcept {
  if (has_none()) return nullptr;
  if (size == 0) size = 1;
  return alignment == 0 ? std::malloc(size)
                        : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

// As operator new does: whoever has asked to be told is told, and may throw.
void* or_throw(void* memory) {
  if (memory != nullptr) return memory;
  if (const std::new_handler handler = std::get_new_handler(); handler != nullptr) handler();
  throw std::bad_alloc();
}

}  // namespace

extern "C" int __libc_start_main(Main main, int argc, char** argv, Main init, void (*fini)(), void (*rtld)(),
                                 void* end) {
  using Start = int (*)(Main, int, char**, Main, void (*)(), void (*)(), void*);
  main_of_program = main;
  return reinterpret_cast<Start>(::dlsym(RTLD_NEXT, "__libc_start_main"))(begun_main, argc, argv, init, fini, rtld,
                                                                          end);
}

void* operator new(std::size_t n) { return or_throw(take(n)); }
void* operator new[](std::size_t n) { return or_throw(take(n)); }
void* operator new(std::size_t n, std::align_val_t a) { return or_throw(take(n, static_cast<std::size_t>(a))); }
void* operator new[](std::size_t n, std::align_val_t a) { return or_throw(take(n, static_cast<std::size_t>(a))); }
void* operator new(std::size_t n, const std::nothrow_t&) noexcept { return take(n); }
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept { return take(n); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
