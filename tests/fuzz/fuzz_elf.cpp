// The look at a plugin file before it is loaded, on any bytes: a note that is of use, or a sentence. The body is also a
// test (tests/core/plugins/fuzz_elf_test.cpp).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "docmill/stage_abi.h"
#include "host/plugins/elf_preflight.hpp"

namespace docmill::host::test {

inline void elf_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_elf: %s\n", what);
  std::abort();
}

inline bool is_source_hash(const std::string& text) {
  return text.empty() || (text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos);
}

inline void fuzz_elf(const uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  elf_must(is_source_hash(source_note_of(bytes)), "the source is a hash or nothing");
  const Result<StageNote> note = preflight_elf(bytes);
  if (note.ok()) {
    elf_must(note.value().abi_major == DOCMILL_ABI_MAJOR, "the ABI is that of this host");
    elf_must(is_source_hash(note.value().source), "the source of a note is a hash or nothing");
    return;
  }
  const std::string why = note.status().message();
  elf_must(!why.empty() && why.back() != '.' && utf8::is_valid(why), "what is refused has a sentence");
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_elf(data, size);
  return 0;
}
