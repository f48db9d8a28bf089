// Globs made of anything over paths made of anything: what reach() says of folders must hold for what is below them,
// and the time is bounded by pattern x path. The input is a pattern, a NUL, and a path; without a NUL it is both. The
// body is also a test (tests/core/base/fuzz_glob_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "docmill/base/glob.hpp"

namespace docmill::test {

inline void glob_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_glob: %s\n", what);
  std::abort();
}

inline void fuzz_glob(const uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t divide = input.find('\0');
  const std::string_view pattern = input.substr(0, divide);
  const std::string_view path = divide == std::string_view::npos ? input : input.substr(divide + 1);
  const Glob glob(pattern);
  const Glob::Reach whole = glob.reach(path);
  if (glob.mistake()) {
    glob_must(!glob.mistake()->empty() && glob.mistake()->back() != '.', "a mistake is a sentence");
    glob_must(!whole.matches, "a pattern with a mistake matches nothing");
  }
  if (!has_glob_characters(pattern) && pattern == path) glob_must(whole.matches, "a plain path is what it says");
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    const Glob::Reach folder = glob.reach(path.substr(0, slash));
    if (whole.matches)
      glob_must(folder.matches || folder.goes_below, "what is found stands in a folder that is gone into");
    if (folder.matches) glob_must(whole.matches, "what stands in a folder that is meant is meant");
  }
}

}  // namespace docmill::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::test::fuzz_glob(data, size);
  return 0;
}
